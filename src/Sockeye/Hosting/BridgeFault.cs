using Sockeye.Engine.Dialing;

namespace Sockeye.Hosting;

/// <summary>How the server stands, as far as the last try told.</summary>
internal enum ServerState
{
    /// <summary>Nothing was tried yet, or the try told nothing of the server.</summary>
    Unknown,

    /// <summary>Reached, and logged in.</summary>
    Reachable,

    /// <summary>Not reached; it may come back by itself.</summary>
    Unreachable,

    /// <summary>It refused the user name and password.</summary>
    Refused,

    /// <summary>Its TLS or its certificate is not what it must be.</summary>
    Untrusted,
}

/// <summary>What a failed try means to the person who runs the bridge, and what to do about it.</summary>
internal static class BridgeFault
{
    /// <summary>The state that the end of a try tells of; null stands for success.</summary>
    public static ServerState StateOf(DialError? error) => error switch
    {
        null => ServerState.Reachable,
        { Kind: DialErrorKind.UpstreamRefused } => ServerState.Reachable,
        { Kind: DialErrorKind.UpstreamAuthenticationFailed } => ServerState.Refused,
        { Kind: DialErrorKind.Aborted or DialErrorKind.LimitReached } => ServerState.Unknown,
        { Kind: DialErrorKind.TlsFailed } => IsNetwork(error.Message) ? ServerState.Unreachable : ServerState.Untrusted,

        // The target's slowness looks the same from here.
        { Stage: DialStage.ProxyRequest } => ServerState.Unknown,
        _ => ServerState.Unreachable,
    };

    /// <summary>One line: what, why, what to do.</summary>
    public static string Describe(DialError error) => StateOf(error) switch
    {
        ServerState.Refused => $"{error.Message}; see on the server: sockeye user show NAME, sockeye user password NAME",
        ServerState.Untrusted => $"{error.Message}; {AdviceOnTls(error.Message)}",
        _ => error.Message,
    };

    private static bool IsNetwork(string message) =>
        Has(message, "reset during the handshake") || Has(message, "closed the connection during the handshake");

    private static string AdviceOnTls(string message) =>
        Has(message, "hostname mismatch") ? "name the one in its certificate with --server-name"
        : Has(message, "pinned") ? "its key was changed, or somebody stands in between: compare with the server's before you change --pin"
        : Has(message, "does not speak TLS") ? "is it the right port?"
        : Has(message, "certificate") ? "if it has a local authority of its own, copy that file (ca.pem in its data directory) and name it with --ca"
        : PlatformTls.WhyNoTls13() ?? "a Sockeye server speaks TLS 1.3 only";

    private static bool Has(string message, string part) => message.Contains(part, StringComparison.Ordinal);
}
