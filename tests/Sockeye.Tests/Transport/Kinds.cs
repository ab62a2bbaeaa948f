using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Tests.Transport;

/// <summary>The kinds of channel that one suite runs over, and the one table of what a kind cannot do.</summary>
internal static class Kinds
{
    public const string Plain = "plain";
    public const string PlainPortable = "plain-portable";
    public const string OpenSsl = "openssl";
    public const string SslStream = "sslstream";

    private static readonly Dictionary<(string Kind, string Feature), string> Missing = new()
    {
        [(SslStream, "known-alpn")] = "SslStream fails a handshake whose ALPN names it does not know, so the kind offers none.",
        [(SslStream, "ticket-keys")] = "SslStream keeps its ticket keys to itself and does not tell of a resumption.",
        [(SslStream, "key-update")] = "SslStream has no call for a KeyUpdate, and keeps no count of records.",
        [(SslStream, "two-algorithms")] = "SslStream takes one certificate a name.",
    };

    public static TheoryData<string> All => [Plain, PlainPortable, OpenSsl, SslStream];

    public static TheoryData<string> Tls => [OpenSsl, SslStream];

    /// <summary>Skips the test, by name, where the kind cannot do what it is about.</summary>
    public static void Need(string kind, string feature)
    {
        if (Missing.TryGetValue((kind, feature), out var reason) && reason.Length > 0) Assert.Skip($"{feature}: {reason}");
    }

    public static TlsProvider Provider(string kind, TimeProvider? time = null) => TlsProviders.Select(
        kind == OpenSsl ? TlsKind.OpenSsl : TlsKind.SslStream, time ?? TimeProvider.System, out _);
}
