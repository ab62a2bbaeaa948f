using System.Net;
using System.Net.Sockets;

namespace Sockeye.Engine.Transport.Sockets.Portable;

/// <summary>A listening socket of System.Net.Sockets.</summary>
internal sealed class PortableListener(Socket socket) : SocketListener
{
    private readonly AcceptOperation _accept = new();

    public override IPEndPoint EndPoint { get; } = (IPEndPoint)socket.LocalEndPoint!;

    public override async ValueTask<TcpAttempt> AcceptAsync()
    {
        var error = await _accept.AcceptAsync(socket);
        return error switch
        {
            SocketError.Success => new(new PortablePort(_accept.AcceptSocket!), error),
            SocketError.Interrupted or SocketError.NotSocket => new(null, SocketError.OperationAborted),
            _ => new(null, error),
        };
    }

    public override void Dispose()
    {
        socket.Dispose();
        _accept.Dispose();
    }
}
