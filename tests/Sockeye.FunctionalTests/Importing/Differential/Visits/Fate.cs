using System.Net;

namespace Sockeye.FunctionalTests.Importing.Differential.Visits;

/// <summary>What became of a connection, as its client saw it; two are the same where every word is.</summary>
internal sealed record Fate(FateKind Kind, string Detail = "")
{
    public static Fate Served { get; } = new(FateKind.Served);

    public static Fate ServedByUpstream { get; } = new(FateKind.ServedByUpstream);

    public static Fate TlsRefused { get; } = new(FateKind.TlsRefused);

    public static Fate Closed { get; } = new(FateKind.Closed);

    /// <summary>A SOCKS5 reply of success, and then the end without a byte from the target.</summary>
    public static Fate AcceptedInVain { get; } = new(FateKind.AcceptedInVain, "reply 00");

    /// <summary>Success for a command that carries nothing on this connection.</summary>
    public static Fate Accepted(IPAddress told) => new(FateKind.Accepted, $"reply 00 with {told}");

    public static Fate LoginRefused(string how) => new(FateKind.LoginRefused, how);

    public static Fate RequestRefused(string how) => new(FateKind.RequestRefused, how);

    /// <summary>The words of the documentation.</summary>
    public override string ToString()
    {
        var kind = Kind switch
        {
            FateKind.Served => "served",
            FateKind.ServedByUpstream => "served through the external proxy",
            FateKind.Accepted => "accepted",
            FateKind.AcceptedInVain => "told success, then closed",
            FateKind.LoginRefused => "login refused",
            FateKind.RequestRefused => "refused",
            FateKind.TlsRefused => "no TLS connection",
            _ => "closed without an answer",
        };
        return Detail.Length == 0 ? kind : $"{kind}: {Detail}";
    }
}

/// <summary>The classes of fates.</summary>
internal enum FateKind
{
    /// <summary>The target's bytes came, all and unchanged.</summary>
    Served,

    /// <summary>The same, from the external proxy.</summary>
    ServedByUpstream,

    Accepted,
    AcceptedInVain,
    LoginRefused,
    RequestRefused,
    TlsRefused,
    Closed,
}
