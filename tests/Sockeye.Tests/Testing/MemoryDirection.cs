using Sockeye.Engine.Transport;

namespace Sockeye.Tests.Testing;

/// <summary>One direction of a <see cref="DuplexPair"/>: a bounded ring of bytes with an end.</summary>
internal sealed class MemoryDirection(int capacityBytes)
{
    private readonly byte[] _ring = new byte[capacityBytes];
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = NewSignal();
    private int _start;
    private int _count;
    private ChannelEnd _end;
    private ChannelEnd _readerBroken;
    private ChannelEnd _writerBroken;

    public async ValueTask WaitToReadAsync()
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_count > 0 || _end != ChannelEnd.None || _readerBroken != ChannelEnd.None)
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed;
        }
    }

    public async ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer)
    {
        while (true)
        {
            await WaitToReadAsync();
            lock (_lock)
            {
                if (_readerBroken != ChannelEnd.None)
                {
                    return new ChannelRead(0, _readerBroken);
                }

                if (_count > 0)
                {
                    var length = Math.Min(Math.Min(_count, buffer.Length), _ring.Length - _start);
                    _ring.AsSpan(_start, length).CopyTo(buffer.Span);
                    _start = (_start + length) % _ring.Length;
                    _count -= length;
                    Signal();
                    return new ChannelRead(length, ChannelEnd.None);
                }

                if (_end != ChannelEnd.None)
                {
                    return new ChannelRead(0, _end);
                }
            }
        }
    }

    public async ValueTask<ChannelEnd> WriteAsync(ReadOnlyMemory<byte> buffer)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_writerBroken != ChannelEnd.None)
                {
                    return _writerBroken;
                }

                while (buffer.Length > 0 && _count < _ring.Length)
                {
                    var at = (_start + _count) % _ring.Length;
                    var length = Math.Min(Math.Min(buffer.Length, _ring.Length - _count), _ring.Length - at);
                    buffer.Span[..length].CopyTo(_ring.AsSpan(at));
                    _count += length;
                    buffer = buffer[length..];
                    Signal();
                }

                if (buffer.IsEmpty)
                {
                    return ChannelEnd.None;
                }

                changed = _changed.Task;
            }

            await changed;
        }
    }

    public ChannelEnd End(ChannelEnd end)
    {
        lock (_lock)
        {
            if (_writerBroken == ChannelEnd.None && _end == ChannelEnd.None)
            {
                _end = end;
                Signal();
            }

            return _writerBroken;
        }
    }

    public void Break(ChannelEnd writer, ChannelEnd reader)
    {
        lock (_lock)
        {
            _writerBroken = _writerBroken == ChannelEnd.None ? writer : _writerBroken;
            _readerBroken = _readerBroken == ChannelEnd.None ? reader : _readerBroken;
            Signal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }
}
