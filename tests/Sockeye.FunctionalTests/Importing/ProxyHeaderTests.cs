using System.Net;
using System.Net.Sockets;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Importing;

/// <summary><c>accept-proxy</c> on a <c>bind</c> line: a PROXY header must come first, as HAProxy has it.</summary>
public sealed class ProxyHeaderTests : OldSystemTest
{
    [Fact]
    public async Task AcceptProxy_InTheFile_TheHeaderIsRequiredAndBelieved()
    {
        Fill();
        Old.Change(Old.Haproxy, text => text.Replace("alpn h2,http/1.1", "alpn h2,http/1.1 accept-proxy", StringComparison.Ordinal));
        var server = await ServeAsync();
        var target = Own(Targets.Echo());

        var without = await OpenSslClient.RunAsync(server.Port, TestAuthority.Trusted.File, "");
        without.ExitCode.ShouldNotBe(0, without.Description);
        await server.WaitForAccessLineAsync(" socks-in .*ProxyHeaderInvalid");

        var socket = await ConnectAsync(server.Port);
        await socket.SendAsync("PROXY TCP4 203.0.113.9 203.0.113.1 50123 1080\r\n"u8.ToArray());
        var connection = await OwnAsync(ProxyConnection.OverAsync(socket));
        await connection.ConnectAsync(Bob, BobPassword, "localhost", target.Port);
        await connection.EndSendingAsync();
        await server.WaitForAccessLineAsync($" bob 203.0.113.9:50123 socks-in socks5 localhost:{target.Port} ");
    }

    private static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }
}
