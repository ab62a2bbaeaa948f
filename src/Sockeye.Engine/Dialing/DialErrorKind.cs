namespace Sockeye.Engine.Dialing;

/// <summary>Why an outgoing connection did not come about.</summary>
public enum DialErrorKind
{
    /// <summary>The guard, a rule or the block outbound refused it.</summary>
    NotAllowed,

    /// <summary>The route names an outbound that cannot be had (unknown or disabled); it fails closed.</summary>
    OutboundUnavailable,

    /// <summary>The name has no address.</summary>
    NameNotResolved,

    /// <summary>EHOSTUNREACH and its kin.</summary>
    HostUnreachable,

    /// <summary>ENETUNREACH and its kin, or no address of a family that this machine has.</summary>
    NetworkUnreachable,

    /// <summary>The peer refused the connection.</summary>
    ConnectionRefused,

    /// <summary>The dial limit, or the kernel's, passed.</summary>
    TimedOut,

    /// <summary>A limit of ours is reached (descriptors, resolver queue).</summary>
    LimitReached,

    /// <summary>The upstream's TLS handshake or certificate failed.</summary>
    TlsFailed,

    /// <summary>The upstream did not accept our user name and password.</summary>
    UpstreamAuthenticationFailed,

    /// <summary>The upstream answered the request with a refusal.</summary>
    UpstreamRefused,

    /// <summary>The upstream could not be reached at all, or closed or broke the protocol.</summary>
    UpstreamFailed,

    /// <summary>The session was aborted while it dialled.</summary>
    Aborted,

    /// <summary>The outbound has no such command: BIND through an HTTP proxy.</summary>
    NotSupported,

    /// <summary>Anything else.</summary>
    General,
}
