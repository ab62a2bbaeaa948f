using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Tests.Transport;

/// <summary>The <c>openssl</c> program as a client, for what no library client here can be told to do.</summary>
internal static class OpenSslTool
{
    /// <summary>Which key algorithm (OID) a client sees that knows only these signature algorithms. Skips where the program is missing.</summary>
    public static async Task<string> KeyAlgorithmSeenAsync(TlsServer server, string serverName, string signatures)
    {
        var (result, output) = await VisitAsync(server, "-servername", serverName, "-sigalgs", signatures);
        result.Message.ShouldBe("");
        using var certificate = X509Certificate2.CreateFromPem(output);
        return certificate.GetKeyAlgorithm();
    }

    /// <summary>One visit: what the server says of it, and what the program wrote once the server had closed.</summary>
    public static async Task<(TlsHandshakeResult Server, string Output)> VisitAsync(TlsServer server, params string[] arguments)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var start = new ProcessStartInfo("openssl", ["s_client", "-connect", listener.LocalEndPoint!.ToString()!, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process? process = null;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("The openssl program is not installed.");
        }

        using (process!)
        {
            var output = process!.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var accepted = await listener.AcceptAsync(TestContext.Current.CancellationToken).Limited();
            var result = await server.AcceptAsync(accepted, default, TestContext.Current.CancellationToken).Limited();
            if (result.Channel is { } channel)
            {
                await channel.CompleteWritesAsync().Limited();
                process.StandardInput.Close();
                await process.WaitForExitAsync(TestContext.Current.CancellationToken).Limited();
                await channel.DisposeAsync();
            }
            else
            {
                process.StandardInput.Close();
                await process.WaitForExitAsync(TestContext.Current.CancellationToken).Limited();
            }

            return (result, await output.Limited());
        }
    }
}
