using System.Net;
using System.Net.Sockets;
using Sockeye.Benchmarks.Wire;

namespace Sockeye.Benchmarks.Load.Datagrams;

/// <summary>Datagrams of a socket, to a proxy's relay or to the target by themselves.</summary>
internal sealed class SocketDatagramLink : DatagramLink
{
    private const int LongestBytes = 64 * 1024;

    private readonly Channel? _control;
    private readonly DatagramHeaders _headers;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly byte[] _input = new byte[LongestBytes];
    private readonly byte[] _output = new byte[LongestBytes];

    /// <param name="control">The connection that the association lives with; owned.</param>
    /// <param name="relay">Where datagrams go; connected to it, the socket takes none from elsewhere.</param>
    /// <param name="headers">Of each.</param>
    public SocketDatagramLink(Channel? control, IPEndPoint relay, DatagramHeaders headers)
    {
        (_control, _headers) = (control, headers);
        _socket.ReceiveBufferSize = 1 << 20;
        _socket.ReceiveTimeout = (int)Patience.TotalMilliseconds;
        _socket.Connect(relay);
    }

    public override bool HasAnswer => false; // asking would be a system call

    public override void Send(ReadOnlySpan<byte> payload)
    {
        _headers.Write(_output, payload.Length);
        payload.CopyTo(_output.AsSpan(_headers.Length));
        _socket.Send(_output.AsSpan(0, _headers.Length + payload.Length), SocketFlags.None, out var error);
        if (error is not (SocketError.Success or SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable)) throw new SocketException((int)error);
    }

    public override void Flush()
    {
    }

    public override bool TryReceive(out ReadOnlySpan<byte> payload)
    {
        var count = _socket.Receive(_input, SocketFlags.None, out var error);
        payload = default;
        if (error is SocketError.TimedOut or SocketError.WouldBlock) return false;
        if (error != SocketError.Success) throw new SocketException((int)error);
        if (count < _headers.Length) throw new InvalidDataException($"An answer of {count} bytes has no header.");
        _headers.Check(_input.AsSpan(0, _headers.Length));
        payload = _input.AsSpan(_headers.Length, count - _headers.Length);
        return true;
    }

    public override void Dispose()
    {
        _socket.Dispose();
        _control?.Dispose();
    }
}
