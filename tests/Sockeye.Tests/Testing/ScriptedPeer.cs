using System.Net;
using System.Net.Sockets;

namespace Sockeye.Tests.Testing;

/// <summary>The server's side of one connection in a script. Bytes are written as hexadecimal text.</summary>
internal sealed class ScriptedPeer(Socket socket, CancellationToken stop)
{
    public IPEndPoint ClientEndPoint => (IPEndPoint)socket.RemoteEndPoint!;

    /// <summary>Reads exactly as many bytes as expected, and compares.</summary>
    public async Task ExpectAsync(string hex)
    {
        var expected = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        var received = new byte[expected.Length];
        var length = 0;
        while (length < received.Length)
        {
            var read = await socket.ReceiveAsync(received.AsMemory(length), stop);
            read.ShouldBeGreaterThan(0, $"ended after {Convert.ToHexString(received.AsSpan(0, length))}");
            length += read;
        }

        Convert.ToHexString(received).ShouldBe(Convert.ToHexString(expected));
    }

    /// <summary>Reads up to and with the empty line of an HTTP head.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || !head[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            (await socket.ReceiveAsync(one, stop)).ShouldBe(1);
            head.Add(one[0]);
        }

        return System.Text.Encoding.Latin1.GetString([.. head]);
    }

    /// <summary>Sends the pieces, each in a send of its own.</summary>
    public async Task SendAsync(params string[] hexPieces)
    {
        foreach (var piece in hexPieces)
        {
            await socket.SendAsync(Convert.FromHexString(piece.Replace(" ", "", StringComparison.Ordinal)), stop);
        }
    }

    public async Task SendTextAsync(string text) => await socket.SendAsync(System.Text.Encoding.Latin1.GetBytes(text), stop);

    /// <summary>Waits until the client ends its direction, or resets.</summary>
    public async Task WaitForEndAsync()
    {
        var buffer = new byte[1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, stop) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // A reset is an end too.
        }
    }
}
