using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Sockeye.FunctionalTests.Testing.Targets;

/// <summary>The behaviours of targets, one each.</summary>
internal static class Targets
{
    /// <summary>Sends back what comes, and its FIN.</summary>
    public static TargetServer Echo(IPAddress? address = null) => TargetServer.Start(
        async (socket, stop) =>
        {
            var buffer = new byte[16 * 1024];
            while (await socket.ReceiveAsync(buffer, stop) is > 0 and var count)
            {
                await SendAllAsync(socket, buffer.AsMemory(0, count), stop);
            }

            socket.Shutdown(SocketShutdown.Send);
        },
        address);

    /// <summary>Reads to the FIN, then answers <c>count sha256</c> and ends.</summary>
    public static TargetServer Digest() => TargetServer.Start(async (socket, stop) =>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[256 * 1024];
        long total = 0;
        while (await socket.ReceiveAsync(buffer, stop) is > 0 and var count)
        {
            hash.AppendData(buffer, 0, count);
            total += count;
        }

        await SendAllAsync(socket, Encoding.ASCII.GetBytes($"{total} {Convert.ToHexString(hash.GetHashAndReset())}"), stop);
        socket.Shutdown(SocketShutdown.Send);
    });

    /// <summary>Sends the bytes and its FIN, then reads on to the peer's end and tells how much came.</summary>
    public static TargetServer Source(TestPayload payload, TaskCompletionSource<long>? received = null, IPAddress? address = null) => TargetServer.Start(
        async (socket, stop) =>
        {
            foreach (var part in payload.Parts())
            {
                await SendAllAsync(socket, part, stop);
            }

            socket.Shutdown(SocketShutdown.Send);
            var buffer = new byte[16 * 1024];
            long total = 0;
            while (await socket.ReceiveAsync(buffer, stop) is > 0 and var count)
            {
                total += count;
            }

            received?.TrySetResult(total);
        },
        address);

    /// <summary>Speaks at once, then is silent until the peer's end.</summary>
    public static TargetServer SpeaksFirst(string text) => TargetServer.Start(async (socket, stop) =>
    {
        await SendAllAsync(socket, Encoding.ASCII.GetBytes(text), stop);
        await ReadToEndAsync(socket, stop);
    });

    /// <summary>Waits for a byte, answers with a few, then resets the connection.</summary>
    public static TargetServer Resets() => TargetServer.Start(async (socket, stop) =>
    {
        var one = new byte[1];
        await socket.ReceiveAsync(one, stop);
        await SendAllAsync(socket, "before the reset"u8.ToArray(), stop);
        await socket.ReceiveAsync(one, stop);
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    });

    /// <summary>Accepts and says how the connection ended: true for a FIN, false for a reset.</summary>
    public static TargetServer Silent(TaskCompletionSource<bool>? ended = null) => TargetServer.Start(async (socket, stop) =>
    {
        try
        {
            await ReadToEndAsync(socket, stop);
            ended?.TrySetResult(true);
        }
        catch (SocketException)
        {
            ended?.TrySetResult(false);
        }
    });

    public static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, stop)..];
        }
    }

    private static async Task ReadToEndAsync(Socket socket, CancellationToken stop)
    {
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, stop) > 0)
        {
            // dropped
        }
    }
}
