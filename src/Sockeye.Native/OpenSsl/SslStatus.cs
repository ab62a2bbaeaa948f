namespace Sockeye.Native.OpenSsl;

/// <summary>How a call on an <see cref="SslConnection"/> ended.</summary>
public enum SslStatus
{
    /// <summary>It did what was asked; a read may have found fewer bytes than there was room for.</summary>
    Done,

    /// <summary>All input is used up and more is needed.</summary>
    WantInput,

    /// <summary>The output space is full: empty it and call again.</summary>
    WantOutput,

    /// <summary>The peer's close_notify was read (RFC 8446 section 6.1).</summary>
    Closed,

    /// <summary>The connection is broken for good; <see cref="SslConnection.Failure"/> says why. An alert may stand in the output.</summary>
    Failed,
}
