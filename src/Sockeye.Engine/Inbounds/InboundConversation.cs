using System.Net;
using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Core.Socks5;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Inbounds;

/// <summary>
/// What a protocol does between the first byte and the relay. Every protocol gives the same two things in the same
/// order, credentials and then a request, and is told what became of each.
/// </summary>
/// <remarks>A conversation that meets a fault has already answered it: <see cref="SessionEndReason"/> says which.</remarks>
internal abstract class InboundConversation(DuplexChannel channel, SessionInput input)
{
    /// <summary>The name in the access log.</summary>
    public abstract string Protocol { get; }

    protected DuplexChannel Channel => channel;

    protected SessionInput Input => input;

    /// <summary>Reads up to the credentials.</summary>
    public abstract ValueTask<Step<Credentials>> ReadCredentialsAsync();

    /// <summary>Tells the client that it is in. Not every protocol does.</summary>
    public abstract ValueTask AcceptCredentialsAsync();

    /// <summary>Tells the client that it is not.</summary>
    public abstract ValueTask RefuseCredentialsAsync();

    /// <summary>Reads the request.</summary>
    public abstract ValueTask<Step<InboundRequest>> ReadRequestAsync();

    /// <summary>
    /// Tells the client that what it asked for stands: a connection, BIND's port and then its peer, a relay of datagrams.
    /// Nothing from the target goes out before this.
    /// </summary>
    /// <param name="bound">BND.ADDR and BND.PORT of SOCKS5's replies; null for none.</param>
    public abstract ValueTask AcceptRequestAsync(IPEndPoint? bound);

    /// <summary>Tells the client why there is no connection.</summary>
    public abstract ValueTask RefuseRequestAsync(DialError error);

    /// <summary>Tells the client that the command is not served (<see cref="SessionEndReason.CommandNotSupported"/>) or not open to the user.</summary>
    public abstract ValueTask RefuseCommandAsync(SessionEndReason reason);

    protected async ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => await channel.WriteAsync(bytes);

    /// <summary>The reason where the client's bytes ended in the middle of a message.</summary>
    protected SessionEndReason EndedEarly() => input.EndReason;
}

/// <summary>A value, or the reason why the session ends here.</summary>
internal readonly record struct Step<T>(T? Value, SessionEndReason End)
    where T : class
{
    public static implicit operator Step<T>(T value) => new(value, SessionEndReason.None);

    public static implicit operator Step<T>(SessionEndReason end) => new(null, end);
}

/// <summary>What the client wants.</summary>
internal sealed record InboundRequest(Socks5Command Command, Destination Destination)
{
    /// <summary>What it wants carried: datagrams also by the two names that are reserved for them.</summary>
    public Network Network =>
        Command is Socks5Command.UdpAssociate or Socks5Command.UdpTunnel || (Command == Socks5Command.Connect && ReservedUdpNames.Contains(Destination))
            ? Network.Udp
            : Network.Tcp;
}
