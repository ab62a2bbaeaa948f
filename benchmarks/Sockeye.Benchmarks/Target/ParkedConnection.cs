using System.Net.Sockets;
using Sockeye.Benchmarks.Wire;

namespace Sockeye.Benchmarks.Target;

/// <summary>A connection that is mostly idle: it echoes without a thread of its own, plaintext only.</summary>
internal static class ParkedConnection
{
    private const int BufferBytes = 256;

    /// <summary>Echoes until the client goes. TLS connections are held but not read.</summary>
    public static async Task ServeAsync(Socket socket, Channel channel)
    {
        try
        {
            var buffer = new byte[BufferBytes];
            if (channel is TlsChannel)
            {
                await socket.ReceiveAsync(Memory<byte>.Empty);
            }
            else
            {
                for (int count; (count = await socket.ReceiveAsync(buffer)) > 0;) await socket.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (SocketException)
        {
            // A reset is one way to go.
        }
        finally
        {
            channel.Dispose();
        }
    }
}
