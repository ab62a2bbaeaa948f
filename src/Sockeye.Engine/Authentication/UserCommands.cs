namespace Sockeye.Engine.Authentication;

/// <summary>The commands that are open to a user.</summary>
[Flags]
public enum UserCommands
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>CONNECT, and requests through the HTTP proxy.</summary>
    Connect = 1,

    /// <summary>UDP ASSOCIATE and UDP inside the tunnel.</summary>
    Udp = 2,

    /// <summary>BIND.</summary>
    Bind = 4,
}
