namespace Sockeye.HttpForwarding.Requests;

/// <summary>Why a request target cannot be forwarded.</summary>
internal enum RequestTargetFault
{
    /// <summary>It can.</summary>
    None,

    /// <summary>Origin-form or asterisk-form: the client took us for a web server.</summary>
    NotForAProxy,

    /// <summary>An https target: only a tunnel keeps it between client and target.</summary>
    NeedsConnect,

    /// <summary>Neither http nor https.</summary>
    UnknownScheme,

    /// <summary>Credentials of the target inside its address (RFC 9110 section 4.2.4).</summary>
    UserInfo,

    /// <summary>No host, or a host or port that cannot be.</summary>
    Malformed,
}
