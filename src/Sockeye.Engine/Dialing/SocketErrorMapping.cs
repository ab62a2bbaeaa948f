using System.Net.Sockets;

namespace Sockeye.Engine.Dialing;

/// <summary>What the kernel's answers to a connect mean, and which of several tells most.</summary>
internal static class SocketErrorMapping
{
    /// <summary>The kind of a failed connect.</summary>
    public static DialErrorKind ToKind(SocketError error) => error switch
    {
        SocketError.ConnectionRefused or SocketError.ConnectionReset or SocketError.ConnectionAborted => DialErrorKind.ConnectionRefused,
        SocketError.HostUnreachable or SocketError.HostDown => DialErrorKind.HostUnreachable,
        SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.AddressNotAvailable
            or SocketError.AddressFamilyNotSupported or SocketError.ProtocolFamilyNotSupported => DialErrorKind.NetworkUnreachable,
        SocketError.TimedOut => DialErrorKind.TimedOut,
        SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable or SocketError.ProcessLimit => DialErrorKind.LimitReached,
        SocketError.OperationAborted => DialErrorKind.Aborted,
        _ => DialErrorKind.General,
    };

    /// <summary>
    /// The more telling of two failures: a limit of ours (nothing was really tried), then a word from the target itself,
    /// then one from a router near it, then silence, and last our own lack of a network, which is only about one family
    /// (a machine without IPv6 says so for every IPv6 address).
    /// </summary>
    public static SocketError MoreTelling(SocketError left, SocketError right) => Weight(left) >= Weight(right) ? left : right;

    /// <summary>The error in words, for the operator.</summary>
    public static string Describe(SocketError error) => ToKind(error) switch
    {
        DialErrorKind.ConnectionRefused => "connection refused",
        DialErrorKind.HostUnreachable => "host unreachable",
        DialErrorKind.NetworkUnreachable => "network unreachable",
        DialErrorKind.TimedOut => "no answer",
        DialErrorKind.LimitReached => "no descriptor or buffer left on this machine",
        DialErrorKind.Aborted => "aborted",
        _ => $"the system says {error}",
    };

    private static int Weight(SocketError error) => ToKind(error) switch
    {
        DialErrorKind.LimitReached => 6,
        DialErrorKind.ConnectionRefused => 5,
        DialErrorKind.HostUnreachable => 4,
        DialErrorKind.TimedOut => 3,
        DialErrorKind.NetworkUnreachable => 2,
        DialErrorKind.Aborted => 0,
        _ => 1,
    };
}
