using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sockeye.FunctionalTests.Testing.Clients;

/// <summary>A client's side of a UDP association, in one of the public forms; written apart from the server's own code.</summary>
internal abstract class DatagramClient(ProxyConnection connection) : IAsyncDisposable
{
    public static readonly byte[] Anywhere = [1, 0, 0, 0, 0, 0, 0];

    /// <summary>The address that the server's log names.</summary>
    public IPEndPoint LocalEndPoint { get; } = connection.LocalEndPoint;

    protected ProxyConnection Connection => connection;

    /// <summary>Sends to an address or a name.</summary>
    public abstract Task SendAsync(string host, int port, byte[] payload);

    /// <summary>Sends several in one write, where the form can.</summary>
    public abstract Task SendManyAsync(string host, int port, IEnumerable<byte[]> payloads);

    /// <summary>The next datagram with its sender.</summary>
    public abstract Task<(string From, byte[] Payload)> ReceiveAsync();

    /// <summary>Sends one and waits for what comes.</summary>
    public async Task<(string From, byte[] Payload)> ExchangeAsync(string host, int port, byte[] payload)
    {
        await SendAsync(host, port, payload);
        return await ReceiveAsync();
    }

    public virtual ValueTask DisposeAsync() => connection.DisposeAsync();

    protected static byte[] Port(int port)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)port);
        return bytes;
    }

    /// <summary>Type, address and port, with these numbers for IPv4, a name and IPv6.</summary>
    protected static byte[] Address(string host, int port, byte ipv4, byte name, byte ipv6) => IPAddress.TryParse(host, out var address)
        ? [address.AddressFamily == AddressFamily.InterNetwork ? ipv4 : ipv6, .. address.GetAddressBytes(), .. Port(port)]
        : [name, (byte)host.Length, .. Encoding.ASCII.GetBytes(host), .. Port(port)];

    /// <summary>Reads a type, an address and a port from the connection.</summary>
    protected async Task<string> ReadAddressAsync(byte ipv4, byte ipv6)
    {
        var type = (await connection.ReadExactlyAsync(1))[0];
        var length = type == ipv4 ? 4 : type == ipv6 ? 16 : throw new ShouldAssertException($"an address of type {type}");
        var address = new IPAddress(await connection.ReadExactlyAsync(length));
        return new IPEndPoint(address, BinaryPrimitives.ReadUInt16BigEndian(await connection.ReadExactlyAsync(2))).ToString();
    }
}

/// <summary>UDP ASSOCIATE: datagrams beside the connection (RFC 1928 section 7).</summary>
internal sealed class PlainDatagramClient : DatagramClient
{
    private readonly Socket _socket;

    public PlainDatagramClient(ProxyConnection connection, IPEndPoint relay, string from = "127.0.0.1")
        : base(connection)
    {
        Relay = relay;
        _socket = new Socket(relay.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20 };
        _socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
    }

    public IPEndPoint Relay { get; }

    public override async Task SendAsync(string host, int port, byte[] payload) =>
        await SendRawAsync([0, 0, 0, .. Address(host, port, 1, 3, 4), .. payload]);

    public Task SendRawAsync(byte[] datagram) => _socket.SendToAsync(datagram, Relay);

    public override async Task SendManyAsync(string host, int port, IEnumerable<byte[]> payloads)
    {
        foreach (var payload in payloads) await SendAsync(host, port, payload);
    }

    public override async Task<(string From, byte[] Payload)> ReceiveAsync()
    {
        var buffer = new byte[65536];
        var received = await _socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0)).WaitAsync(Limits.Event);
        received.RemoteEndPoint.ShouldBe(Relay);
        buffer[..3].ShouldBe([0, 0, 0]);
        var length = buffer[3] == 1 ? 4 : buffer[3] == 4 ? 16 : throw new ShouldAssertException($"an address of type {buffer[3]}");
        var end = 4 + length;
        var from = new IPEndPoint(new IPAddress(buffer.AsSpan(4, length)), BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(end)));
        return (from.ToString(), buffer[(end + 2)..received.ReceivedBytes]);
    }

    public override ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return base.DisposeAsync();
    }
}

/// <summary>gost's command 0xF3.</summary>
internal sealed class UdpTunClient(ProxyConnection connection) : DatagramClient(connection)
{
    public override Task SendAsync(string host, int port, byte[] payload) => SendManyAsync(host, port, [payload]);

    public override Task SendManyAsync(string host, int port, IEnumerable<byte[]> payloads) => Connection.SendAsync(
        payloads.SelectMany(p => (byte[])[.. Port(p.Length), 0xFF, .. Address(host, port, 1, 3, 4), .. p]).ToArray());

    public override async Task<(string From, byte[] Payload)> ReceiveAsync()
    {
        var head = await Connection.ReadExactlyAsync(3);
        head[2].ShouldBe((byte)0xFF);
        var from = await ReadAddressAsync(1, 4);
        return (from, await Connection.ReadExactlyAsync(BinaryPrimitives.ReadUInt16BigEndian(head)));
    }
}

/// <summary>sing-box's UDP over TCP with an address in each frame.</summary>
internal sealed class UdpOverTcpClient(ProxyConnection connection) : DatagramClient(connection)
{
    public override Task SendAsync(string host, int port, byte[] payload) => SendManyAsync(host, port, [payload]);

    public override Task SendManyAsync(string host, int port, IEnumerable<byte[]> payloads) => Connection.SendAsync(
        payloads.SelectMany(p => (byte[])[.. Address(host, port, 0, 2, 1), .. Port(p.Length), .. p]).ToArray());

    public override async Task<(string From, byte[] Payload)> ReceiveAsync()
    {
        var from = await ReadAddressAsync(0, 1);
        return (from, await Connection.ReadExactlyAsync(BinaryPrimitives.ReadUInt16BigEndian(await Connection.ReadExactlyAsync(2))));
    }
}

/// <summary>sing-box's UDP over TCP version 2, connected: the request told where to.</summary>
internal sealed class ConnectedDatagramClient(ProxyConnection connection) : DatagramClient(connection)
{
    private string? _peer;

    public override Task SendAsync(string host, int port, byte[] payload) => SendManyAsync(host, port, [payload]);

    public override Task SendManyAsync(string host, int port, IEnumerable<byte[]> payloads)
    {
        // The request goes with the first frame, as sing-box sends it.
        byte[] request = _peer is null ? [1, .. Address(host, port, 1, 3, 4)] : [];
        (_peer ??= $"{host}:{port}").ShouldBe($"{host}:{port}", "one address for all");
        return Connection.SendAsync((byte[])[.. request, .. payloads.SelectMany(p => (byte[])[.. Port(p.Length), .. p])]);
    }

    public override async Task<(string From, byte[] Payload)> ReceiveAsync() =>
        (_peer!, await Connection.ReadExactlyAsync(BinaryPrimitives.ReadUInt16BigEndian(await Connection.ReadExactlyAsync(2))));
}
