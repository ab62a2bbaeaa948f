using Sockeye.Core;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Sessions;

/// <summary>Tries to read one message from the beginning of <paramref name="input"/>.</summary>
/// <typeparam name="T">The message.</typeparam>
internal delegate ParseStatus MessageParser<T>(ReadOnlySpan<byte> input, out T value, out int consumedBytes);

/// <summary>
/// The client's bytes before the relay: reads as much as comes, gives whole messages out, and keeps what was read
/// ahead, which belongs to whoever comes next. Owns a buffer only while it holds bytes.
/// </summary>
internal sealed class SessionInput(DuplexChannel channel) : IDisposable
{
    /// <summary>The longest message: an HTTP head. SOCKS5's are below 600 bytes.</summary>
    public const int MaximumMessageBytes = 16 * 1024 + 4;

    private const int InitialBytes = 1024;

    private byte[]? _buffer;
    private int _start;
    private int _end;

    /// <summary>How the client's direction ended, once <see cref="ReadAsync{T}"/> found an end.</summary>
    public ChannelEnd End { get; private set; }

    /// <summary>The session's reason where the client's bytes ended in the middle of a message.</summary>
    public SessionEndReason EndReason => End switch
    {
        ChannelEnd.Closed => SessionEndReason.ClientClosed,
        ChannelEnd.Truncated => SessionEndReason.ClientTruncated,
        ChannelEnd.ProtocolError => SessionEndReason.ClientProtocolError,
        _ => SessionEndReason.ClientReset,
    };

    /// <summary>What was read and not yet taken. Valid until the next call.</summary>
    public ReadOnlyMemory<byte> ReadAhead => _buffer.AsMemory(_start, _end - _start);

    /// <summary>Reads one message. <see cref="ParseStatus.NeedMore"/> means that the client's bytes ended first: see <see cref="End"/>.</summary>
    public async ValueTask<(ParseStatus Status, T Value)> ReadAsync<T>(MessageParser<T> parser)
    {
        TurnMeter turn = default;
        while (true)
        {
            if (_end > _start)
            {
                var status = parser(_buffer.AsSpan(_start, _end - _start), out var value, out var consumed);
                if (status != ParseStatus.NeedMore)
                {
                    Consume(consumed);
                    return (status, value);
                }

                if (_end - _start >= MaximumMessageBytes)
                {
                    return (ParseStatus.Invalid, value);
                }
            }

            var isEmpty = _end == _start;
            if (isEmpty)
            {
                var wait = channel.WaitToReadAsync();
                if (!wait.IsCompleted) turn.Waited();
                await wait;
            }

            MakeRoom();
            var free = _buffer.AsMemory(_end);
            var read = Take(await (isEmpty ? channel.ReadNowAsync(free) : channel.ReadAsync(free)));
            if (read.End != ChannelEnd.None)
            {
                return (ParseStatus.NeedMore, default!);
            }

            if (turn.IsOver(read.Bytes)) await Turn.Yield();
        }
    }

    /// <summary>Takes what is there, for whoever comes next; how the client's direction ended, or None.</summary>
    public async ValueTask<ChannelEnd> ReadAheadNowAsync()
    {
        MakeRoom();
        return Take(await channel.ReadNowAsync(_buffer.AsMemory(_end))).End;
    }

    /// <summary>This, where something was read ahead for whoever comes next; else null, and its buffer is given back.</summary>
    public SessionInput? WithBytes()
    {
        if (!ReadAhead.IsEmpty) return this;
        Release();
        return null;
    }

    public void Dispose() => Release();

    /// <summary>Gives the buffer back; the bytes in it are gone.</summary>
    public void Release()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;
            _start = _end = 0;
            buffer.AsSpan().Clear(); // a password may have been in it
            CountedBufferPool.Return(buffer);
        }
    }

    private ChannelRead Take(ChannelRead read)
    {
        _end += read.Bytes;
        End = read.End;
        if (_end == _start)
        {
            Release();
        }

        return read;
    }

    private void MakeRoom()
    {
        _buffer ??= CountedBufferPool.Rent(InitialBytes);
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            var larger = CountedBufferPool.Rent(Math.Min(_buffer.Length * 4, MaximumMessageBytes));
            _buffer.AsSpan(0, _end).CopyTo(larger);
            _buffer.AsSpan().Clear();
            CountedBufferPool.Return(_buffer);
            _buffer = larger;
        }
    }

    private void Consume(int bytes)
    {
        _start += bytes;
        if (_start == _end)
        {
            Release();
        }
    }
}
