namespace Sockeye.Engine.Transport.Tls;

/// <summary>What a failed handshake is called in a log, whatever library noticed it.</summary>
internal static class TlsFault
{
    internal const string Closed = "the peer closed the connection during the handshake";
    internal const string Reset = "the connection was reset during the handshake";
    internal const string Aborted = "the handshake was given up";
    internal const string PlainHttp = "plain HTTP on a TLS port";
    internal const string NotTls = "not TLS";
    internal const string ServerNotTls = "the server does not speak TLS";
    internal const string WrongPin = "the server's key is not the pinned one";

    internal static string HostnameMismatch(string name) => $"hostname mismatch: the certificate is not for {name}";

    internal static string OfEnd(ChannelEnd end) => end switch
    {
        ChannelEnd.Aborted => Aborted,
        ChannelEnd.Reset => Reset,
        _ => Closed,
    };

    /// <summary>
    /// What stands in place of a handshake, or null where it looks like one: a record starts with its type, 22
    /// handshake, 21 alert, 20 change_cipher_spec (RFC 8446 section 5.1).
    /// </summary>
    internal static string? OfFirstBytes(ReadOnlySpan<byte> first)
    {
        if (first.IsEmpty || first[0] is 20 or 21 or 22) return null;

        // Methods are upper-case words (RFC 9110 section 9.1): GET, HEAD, POST, PUT, CONNECT, OPTIONS, …
        var letters = first[..Math.Min(3, first.Length)];
        return letters.IndexOfAnyExceptInRange((byte)'A', (byte)'Z') < 0 ? PlainHttp : NotTls;
    }
}
