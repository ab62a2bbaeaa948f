using System.Net.Sockets;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Sockets;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Tests.Testing;

namespace Sockeye.Tests.Transport;

/// <summary>Two channels of one kind that speak with each other, and the sockets below them.</summary>
internal sealed class ChannelPair : IAsyncDisposable
{
    private static readonly TlsCertificate Certificate = TestCertificates.Issue("localhost");

    public required DuplexChannel Server { get; init; }

    public required DuplexChannel Client { get; init; }

    public required Socket ServerSocket { get; init; }

    public required Socket ClientSocket { get; init; }

    public static async Task<ChannelPair> ConnectAsync(string kind, int? receiveBufferBytes = null, TlsProvider? provider = null)
    {
        var (accepted, connected) = await Loopback.PairAsync(receiveBufferBytes);
        if (kind is Kinds.Plain or Kinds.PlainPortable)
        {
            SocketPort Port(Socket socket) => kind == Kinds.Plain ? socket.Polled() : socket.Portable();
            return new() { Server = new SocketChannel(Port(accepted)), Client = new SocketChannel(Port(connected)), ServerSocket = accepted, ClientSocket = connected };
        }

        provider ??= Kinds.Provider(kind);
        using var server = provider.CreateServer(new() { Certificates = [Certificate] });
        using var client = provider.CreateClient(new() { ServerName = "localhost", Authorities = [TestCertificates.Authority.Certificate] });
        var accepting = server.AcceptAsync(accepted, default, TestContext.Current.CancellationToken).AsTask();
        var connecting = await client.ConnectAsync(connected, TestContext.Current.CancellationToken).AsTask().Limited();
        var result = await accepting.Limited();
        connecting.Message.ShouldBe("");
        result.Message.ShouldBe("");
        return new() { Server = result.Channel!, Client = connecting.Channel!, ServerSocket = accepted, ClientSocket = connected };
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }
}
