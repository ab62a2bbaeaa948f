namespace Sockeye.Core.Http;

/// <summary>What is wrong with a CONNECT request; the value is the status to answer with.</summary>
public enum ConnectRequestFault
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>400: malformed.</summary>
    BadRequest = 400,

    /// <summary>431: the head does not end within <see cref="ConnectRequest.MaximumHeadBytes"/>.</summary>
    HeaderTooLarge = 431,
}
