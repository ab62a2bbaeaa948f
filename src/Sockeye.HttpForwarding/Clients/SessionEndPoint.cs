using System.Net;

namespace Sockeye.HttpForwarding.Clients;

/// <summary>Where our server "listens": not on the network, but for connections that sessions hand over.</summary>
internal sealed class SessionEndPoint : EndPoint
{
    public static SessionEndPoint Instance { get; } = new();

    public override string ToString() => "sessions";
}
