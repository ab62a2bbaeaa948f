using System.Net.Sockets;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Importing.Differential.Systems;

/// <summary>A SOCKS5 proxy that answers for the target itself, in capitals, so that a client sees which way its bytes went.</summary>
internal static class ExternalProxy
{
    public static TargetServer Start(string user, string password) => TargetServer.Start(async (socket, stop) =>
    {
        var greeting = await ReadAsync(socket, 2, stop);
        await ReadAsync(socket, greeting[1], stop);
        await Targets.SendAllAsync(socket, new byte[] { 5, 2 }, stop);
        var login = Socks5Messages.Login(user, password);
        var known = (await ReadAsync(socket, login.Length, stop)).AsSpan().SequenceEqual(login);
        await Targets.SendAllAsync(socket, new byte[] { 1, known ? (byte)0 : (byte)1 }, stop);
        if (!known)
        {
            return;
        }

        var request = await ReadAsync(socket, 4, stop);
        await ReadAsync(socket, (request[3] switch { 1 => 4, 4 => 16, _ => (await ReadAsync(socket, 1, stop))[0] }) + 2, stop);
        await Targets.SendAllAsync(socket, new byte[] { 5, 0, 0, 1, 127, 0, 0, 1, 0, 80 }, stop);
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, stop) is > 0 and var count)
        {
            await Targets.SendAllAsync(socket, buffer.Take(count).Select(one => one is >= (byte)'a' and <= (byte)'z' ? (byte)(one - 32) : one).ToArray(), stop);
        }
    });

    private static async Task<byte[]> ReadAsync(Socket socket, int count, CancellationToken stop)
    {
        var bytes = new byte[count];
        await using var stream = new NetworkStream(socket, ownsSocket: false);
        await stream.ReadExactlyAsync(bytes, stop);
        return bytes;
    }
}
