using System.Net.Sockets;
using Sockeye.Engine.Transport.Sockets;
using Sockeye.Engine.Transport.Sockets.Polling;
using Sockeye.Engine.Transport.Sockets.Portable;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Engine.Transport.Tls.OpenSsl;

namespace Sockeye.Tests.Transport;

/// <summary>Lets a test open sockets by itself, to tamper with them, and hand them to a kind of data plane.</summary>
internal static class SocketAdoption
{
    public static SocketPort Polled(this Socket socket) => PolledSocketSource.Instance.Adopt(socket);

    public static SocketPort Portable(this Socket socket) => PortableSocketSource.Instance.Adopt(socket);

    public static ValueTask<TlsHandshakeResult> AcceptAsync(
        this TlsServer server, Socket socket, ReadOnlyMemory<byte> readAhead, CancellationToken cancellationToken) =>
        server.AcceptAsync(server is OpenSslServer ? socket.Polled() : socket.Portable(), readAhead, cancellationToken);

    public static ValueTask<TlsHandshakeResult> ConnectAsync(this TlsClient client, Socket socket, CancellationToken cancellationToken) =>
        client.ConnectAsync(client is OpenSslClient ? socket.Polled() : socket.Portable(), cancellationToken);
}
