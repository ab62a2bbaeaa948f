namespace Sockeye.Core;

/// <summary>What a request wants carried.</summary>
public enum Network
{
    /// <summary>A byte stream.</summary>
    Tcp,

    /// <summary>Datagrams.</summary>
    Udp,
}
