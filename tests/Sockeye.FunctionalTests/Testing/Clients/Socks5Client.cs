using System.Buffers.Binary;
using System.Net;

namespace Sockeye.FunctionalTests.Testing.Clients;

/// <summary>The steps of a SOCKS5 client over a <see cref="ProxyConnection"/>.</summary>
internal static class Socks5Client
{
    /// <summary>Greets, logs in and asserts that both went well.</summary>
    public static async Task LogInAsync(this ProxyConnection connection, string user, string password)
    {
        await connection.SendAsync(Socks5Messages.Greeting(2));
        (await connection.ReadExactlyAsync(2)).ShouldBe([5, 2], "method selection");
        await connection.SendAsync(Socks5Messages.Login(user, password));
        (await connection.ReadExactlyAsync(2)).ShouldBe([1, 0], "login");
    }

    /// <summary>Asks for a target and returns the reply.</summary>
    public static async Task<Socks5Answer> RequestAsync(this ProxyConnection connection, byte[] request)
    {
        await connection.SendAsync(request);
        return await connection.ReadReplyAsync();
    }

    /// <summary>Logs in and connects; asserts success.</summary>
    public static async Task<Socks5Answer> ConnectAsync(this ProxyConnection connection, string user, string password, string host, int port)
    {
        await connection.LogInAsync(user, password);
        var reply = await connection.RequestAsync(Socks5Messages.Request(host, port));
        reply.Code.ShouldBe(0, $"CONNECT {host}:{port}");
        return reply;
    }

    /// <summary>Reads one complete reply: VER REP RSV ATYP BND.ADDR BND.PORT.</summary>
    public static async Task<Socks5Answer> ReadReplyAsync(this ProxyConnection connection)
    {
        var head = await connection.ReadExactlyAsync(4);
        head.Length.ShouldBe(4, "a complete reply");
        head[0].ShouldBe((byte)5);
        head[2].ShouldBe((byte)0);
        var addressBytes = head[3] switch
        {
            1 => 4,
            4 => 16,
            _ => throw new ShouldAssertException($"BND.ADDR has type {head[3]}; it is never a name"),
        };
        var rest = await connection.ReadExactlyAsync(addressBytes + 2);
        rest.Length.ShouldBe(addressBytes + 2, "a complete reply");
        return new Socks5Answer(
            head[1], new IPEndPoint(new IPAddress(rest.AsSpan(0, addressBytes)), BinaryPrimitives.ReadUInt16BigEndian(rest.AsSpan(addressBytes))));
    }
}

/// <summary>A SOCKS5 reply: its code and bound address.</summary>
internal sealed record Socks5Answer(int Code, IPEndPoint Bound);
