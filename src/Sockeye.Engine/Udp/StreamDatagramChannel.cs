using System.Net;
using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Core.UdpTunnel;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Udp;

/// <summary>Datagrams inside a byte stream, each behind its header: a client's tunnel, or one to an upstream.</summary>
/// <remarks>
/// What waits to be sent is gathered into one write, and so into one TLS record where it fits; nothing is held back for
/// it, since the sender flushes as soon as it has no more. A stream at rest owns no buffer.
/// </remarks>
/// <param name="stream">The stream.</param>
/// <param name="ownsStream">Whether it ends with this.</param>
/// <param name="framing">The format.</param>
/// <param name="peer">The one address of a framing that has none in its frames.</param>
/// <param name="readAhead">What was read of the stream already; copied.</param>
/// <param name="tally">Counts what is dropped.</param>
internal sealed class StreamDatagramChannel(
    DuplexChannel stream, bool ownsStream, DatagramFraming framing, Destination peer, ReadOnlyMemory<byte> readAhead, UdpTally tally) : DatagramChannel
{
    // Two records of TLS's largest size: enough for some twenty full datagrams a write.
    private const int GatheredBytes = 32 * 1024;
    private const int LongestFrameBytes = DatagramFraming.MaximumHeaderBytes + DatagramFraming.MaximumPayloadBytes;
    private const int SmallestInputBytes = 4 * 1024;

    private readonly PeerMemo _memo = new();
    private byte[]? _input;
    private int _start;
    private int _end;
    private int _nextInputBytes = SmallestInputBytes;
    private bool _mayHoldFrame;
    private bool _mayRead;
    private byte[]? _output;
    private int _gathered;
    private ReadOnlyMemory<byte> _readAhead = readAhead.IsEmpty ? default : readAhead.ToArray();

    public override IPEndPoint? LocalEndPoint => stream.LocalEndPoint;

    public override bool MayBeAnsweredBehindItsEnd => true;

    public override ValueTask WaitToReceiveAsync()
    {
        if (_mayHoldFrame) return default;
        _mayRead = true;
        return _readAhead.IsEmpty ? stream.WaitToReadAsync() : default;
    }

    public override async ValueTask<DatagramRead> ReceiveAsync()
    {
        while (true)
        {
            if (_mayHoldFrame && TryTake(out var datagram)) return datagram;
            _mayHoldFrame = false;

            // One read a wait: a further one might wait itself, and what was sent on meanwhile would not be flushed.
            if (!_mayRead) return DatagramRead.Nothing;
            _mayRead = false;
            MakeRoom();
            var read = await ReadNowAsync();
            _end += read.Bytes;
            _mayHoldFrame = read.Bytes > 0;
            if (_mayHoldFrame) continue;
            if (_start == _end) ReleaseInput();
            return read.End == ChannelEnd.None ? DatagramRead.Nothing : DatagramRead.Ended(read.End);
        }
    }

    public override ValueTask<DatagramSend> SendAsync(Destination peer, ReadOnlyMemory<byte> payload)
    {
        if (Refusal(peer, payload) is { } drop)
        {
            tally.Drop(drop);
            return new(DatagramSend.NotSent);
        }

        var frameBytes = DatagramFraming.MaximumHeaderBytes + payload.Length;
        if (_output is not null && _output.Length - _gathered < frameBytes) return FlushAndSendAsync(peer, payload);
        _output ??= CountedBufferPool.Rent(Math.Max(GatheredBytes, frameBytes));
        _gathered += framing.WriteHeader(_output.AsSpan(_gathered), peer, payload.Length);
        payload.Span.CopyTo(_output.AsSpan(_gathered));
        _gathered += payload.Length;
        return new(DatagramSend.Sent);
    }

    public override async ValueTask<bool> FlushAsync()
    {
        if (_output is not { } output) return true;
        var end = await stream.WriteAsync(output.AsMemory(0, _gathered));
        _output = null;
        _gathered = 0;
        CountedBufferPool.Return(output);
        return end == ChannelEnd.None;
    }

    public override void Abort() => stream.Abort();

    public override async ValueTask DisposeAsync()
    {
        ReleaseInput();
        if (_output is { } output)
        {
            _output = null;
            CountedBufferPool.Return(output);
        }

        if (ownsStream) await stream.DisposeAsync();
    }

    public override async ValueTask CompleteAsync() => await stream.CompleteWritesAsync();

    private async ValueTask<DatagramSend> FlushAndSendAsync(Destination peer, ReadOnlyMemory<byte> payload) =>
        await FlushAsync() ? await SendAsync(peer, payload) : DatagramSend.Ended;

    /// <summary>What the framing cannot say: nothing at all, or that it came from another than the one peer.</summary>
    private UdpDrop? Refusal(Destination from, ReadOnlyMemory<byte> payload) =>
        payload.IsEmpty && !framing.CarriesEmpty ? UdpDrop.NotSent
        : !framing.HasAddresses && (from.Port != peer.Port || (peer.Address is { } address && !address.Equals(from.Address))) ? UdpDrop.Stranger
        : null;

    private bool TryTake(out DatagramRead datagram)
    {
        datagram = DatagramRead.Malformed;
        var input = _input.AsSpan(_start, _end - _start);
        var status = framing.ReadHeader(input, out var header);
        if (status == ParseStatus.Invalid) return true;
        if (status == ParseStatus.NeedMore || input.Length < header.HeaderBytes + header.PayloadBytes) return false;
        var payload = _input.AsMemory(_start + header.HeaderBytes, header.PayloadBytes);
        _start += header.HeaderBytes + header.PayloadBytes;
        _mayHoldFrame = _start < _end;
        var destination = peer;
        if ((payload.IsEmpty && !framing.CarriesEmpty) || (framing.HasAddresses && !_memo.TryDestination(header, out destination)))
        {
            tally.Drop(UdpDrop.Malformed);
            datagram = DatagramRead.Dropped;
            return true;
        }

        datagram = DatagramRead.Of(destination, payload);
        return true;
    }

    private ValueTask<ChannelRead> ReadNowAsync()
    {
        var free = _input.AsMemory(_end);
        if (_readAhead.IsEmpty) return stream.ReadNowAsync(free);
        var count = Math.Min(free.Length, _readAhead.Length);
        _readAhead[..count].CopyTo(free);
        _readAhead = _readAhead[count..];
        return new(new ChannelRead(count, ChannelEnd.None));
    }

    /// <summary>Sees that there is room behind what is left of a frame; the buffer grows up to the longest frame, where one comes or many do.</summary>
    private void MakeRoom()
    {
        if (_input is null)
        {
            _input = CountedBufferPool.Rent(_nextInputBytes);
            return;
        }

        var wasFull = _end == _input.Length;
        var left = _input.AsSpan(_start, _end - _start);
        if (wasFull && _input.Length < LongestFrameBytes)
        {
            var larger = CountedBufferPool.Rent(Math.Min(_input.Length * 4, LongestFrameBytes));
            left.CopyTo(larger);
            CountedBufferPool.Return(_input);
            _input = larger;
        }
        else if (_start > 0)
        {
            left.CopyTo(_input);
        }

        (_start, _end) = (0, _end - _start);
    }

    private void ReleaseInput()
    {
        if (_input is not { } input) return;

        // What was full before may be again; what wasn't begins small.
        _nextInputBytes = Math.Clamp(input.Length / 2, SmallestInputBytes, LongestFrameBytes);
        _input = null;
        _start = _end = 0;
        CountedBufferPool.Return(input);
    }
}
