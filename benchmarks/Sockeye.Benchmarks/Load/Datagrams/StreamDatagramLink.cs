using System.Net.Sockets;
using Sockeye.Benchmarks.Wire;

namespace Sockeye.Benchmarks.Load.Datagrams;

/// <summary>Datagrams as frames inside a connection; those that wait go in one write, as clients of these forms send them.</summary>
internal sealed class StreamDatagramLink : DatagramLink
{
    private const int BufferBytes = 128 * 1024;

    private readonly Channel _channel;
    private readonly DatagramHeaders _headers;
    private readonly byte[] _input = new byte[BufferBytes];
    private readonly byte[] _output = new byte[BufferBytes];
    private int _start;
    private int _end;
    private int _waiting;

    /// <param name="channel">The connection, its request answered; owned.</param>
    /// <param name="headers">Of each frame.</param>
    /// <param name="first">What goes in front of the first frame.</param>
    public StreamDatagramLink(Channel channel, DatagramHeaders headers, byte[] first)
    {
        (_channel, _headers, _waiting) = (channel, headers, first.Length);
        first.CopyTo(_output, 0);
        channel.ReceiveTimeout = Patience;
    }

    public override bool HasAnswer => FrameBytes is { } frame && _end - _start >= frame;

    private int? FrameBytes => _end - _start < _headers.Length ? null : _headers.Length + _headers.PayloadBytes(_input.AsSpan(_start));

    public override void Send(ReadOnlySpan<byte> payload)
    {
        if (_output.Length - _waiting < _headers.Length + payload.Length) Flush();
        _headers.Write(_output.AsSpan(_waiting), payload.Length);
        payload.CopyTo(_output.AsSpan(_waiting + _headers.Length));
        _waiting += _headers.Length + payload.Length;
    }

    public override void Flush()
    {
        _channel.Send(_output.AsSpan(0, _waiting));
        _waiting = 0;
    }

    public override bool TryReceive(out ReadOnlySpan<byte> payload)
    {
        while (!HasAnswer)
        {
            if (TryFill()) continue;
            payload = default;
            return false;
        }

        var frame = _input.AsSpan(_start, FrameBytes!.Value);
        _start += frame.Length;
        _headers.Check(frame[.._headers.Length]);
        payload = frame[_headers.Length..];
        return true;
    }

    public override void Dispose() => _channel.Dispose();

    private bool TryFill()
    {
        _input.AsSpan(_start, _end - _start).CopyTo(_input);
        (_start, _end) = (0, _end - _start);
        try
        {
            var count = _channel.Receive(_input.AsSpan(_end));
            if (count == 0) throw new EndOfStreamException("The proxy ended an association.");
            _end += count;
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            return false;
        }
    }
}
