namespace Sockeye.Engine.Sessions;

/// <summary>Why a session ended: one for each, in the access log, in the metrics and in the tests.</summary>
public enum SessionEndReason
{
    /// <summary>It has not ended.</summary>
    None,

    /// <summary>Both directions were closed in an orderly way.</summary>
    Completed,

    /// <summary>The client closed before it had asked for anything.</summary>
    ClientClosed,

    /// <summary>The client reset the connection.</summary>
    ClientReset,

    /// <summary>The client's bytes ended without close_notify.</summary>
    ClientTruncated,

    /// <summary>The client broke TLS after the handshake.</summary>
    ClientProtocolError,

    /// <summary>The target, or the upstream, reset the connection or cut it short.</summary>
    TargetReset,

    /// <summary>Nothing moved for as long as the idle limit.</summary>
    IdleTimeout,

    /// <summary>One direction had ended, and nothing moved in the other.</summary>
    HalfClosedTimeout,

    /// <summary>No login within the handshake limit.</summary>
    HandshakeTimeout,

    /// <summary>No request within the request limit.</summary>
    RequestTimeout,

    /// <summary>The PROXY header was missing or wrong.</summary>
    ProxyHeaderInvalid,

    /// <summary>The TLS handshake failed.</summary>
    TlsFailed,

    /// <summary>The handshake answered an authority's challenge, and that was all of it.</summary>
    ChallengeAnswered,

    /// <summary>The first byte belongs to no protocol of this inbound.</summary>
    UnknownProtocol,

    /// <summary>SOCKS4: it has no password.</summary>
    Socks4Refused,

    /// <summary>The client offered no username/password method.</summary>
    NoAcceptableMethod,

    /// <summary>HTTP without credentials: answered 407. Not a failed login; browsers begin so.</summary>
    CredentialsMissing,

    /// <summary>Name or password wrong, or the user may not log in.</summary>
    AuthenticationFailed,

    /// <summary>No place in the hashing queue.</summary>
    AuthenticationOverloaded,

    /// <summary>A greeting, login or request that cannot be read.</summary>
    MalformedRequest,

    /// <summary>The command is not served here.</summary>
    CommandNotSupported,

    /// <summary>The command is not open to this user.</summary>
    CommandNotAllowed,

    /// <summary>The outgoing connection did not come about; the entry's detail says why.</summary>
    DialFailed,

    /// <summary>The user was removed or disabled, expired, or got another password.</summary>
    UserRevoked,

    /// <summary>The server stopped.</summary>
    ServerStopped,

    /// <summary>A fault of ours; the log has it as an error.</summary>
    InternalError,
}
