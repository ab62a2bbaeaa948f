namespace Sockeye.Engine.Sessions;

/// <summary>Where a session is on its way; each stage has its time-out and its time in the access log.</summary>
public enum SessionStage
{
    /// <summary>The socket was accepted; nothing has been waited for yet.</summary>
    Accepted,

    /// <summary>Waiting for the PROXY header, where the inbound expects one.</summary>
    ProxyHeader,

    /// <summary>The TLS handshake.</summary>
    Tls,

    /// <summary>From the first byte to the verified password.</summary>
    Login,

    /// <summary>From the login to the request: pools of ready connections wait here.</summary>
    Request,

    /// <summary>Route, resolution and the outgoing connection.</summary>
    Dial,

    /// <summary>BIND: the client knows its port, and the peer is waited for.</summary>
    Bind,

    /// <summary>Bytes go both ways.</summary>
    Relay,

    /// <summary>A refusal was sent; what still comes is read and dropped, so that no reset destroys it.</summary>
    Lingering,
}
