using System.Net;

namespace Sockeye.Engine.Transport;

/// <summary>
/// A channel over two one-way streams: a program's standard input and output. For one session: it keeps its buffers.
/// </summary>
/// <param name="input">Read up to its end, which is the peer's orderly one.</param>
/// <param name="output">Written to.</param>
/// <param name="closeOutput">Tells the other side that no more comes; called once.</param>
public sealed class StreamChannel(Stream input, Stream output, Action closeOutput) : DuplexChannel
{
    private const int BufferBytes = 64 * 1024;

    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Their own: what blocks cannot be cancelled, and must not touch a buffer that others have by then.
    private readonly byte[] _buffer = new byte[BufferBytes];
    private byte[] _outgoing = [];
    private Task<int>? _reading;
    private ReadOnlyMemory<byte> _rest;
    private ChannelEnd _readEnd;
    private ChannelEnd _writeEnd;
    private bool _completed;

    /// <inheritdoc/>
    public override IPEndPoint? LocalEndPoint => null;

    /// <inheritdoc/>
    public override IPEndPoint? RemoteEndPoint => null;

    /// <inheritdoc/>
    public override async ValueTask WaitToReadAsync()
    {
        if (_rest.IsEmpty && _readEnd == ChannelEnd.None)
        {
            await FillAsync();
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfZero(buffer.Length);
        await WaitToReadAsync();
        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return new(count, count > 0 ? ChannelEnd.None : _readEnd);
    }

    /// <inheritdoc/>
    public override async ValueTask<ChannelEnd> WriteAsync(ReadOnlyMemory<byte> buffer)
    {
        if (_completed) throw new InvalidOperationException("The writes of this channel were completed.");
        if (_writeEnd != ChannelEnd.None || buffer.IsEmpty) return _writeEnd;
        var writing = WriteAllAsync(buffer);
        return _writeEnd = await Task.WhenAny(writing, _aborted.Task) == writing ? await writing : ChannelEnd.Aborted;
    }

    /// <inheritdoc/>
    public override ValueTask<ChannelEnd> CompleteWritesAsync()
    {
        if (!_completed && _writeEnd == ChannelEnd.None)
        {
            _completed = true;
            closeOutput();
        }

        return new(_writeEnd);
    }

    /// <inheritdoc/>
    public override void Abort() => _aborted.TrySetResult();

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        Abort();
        return default;
    }

    private async ValueTask FillAsync()
    {
        // A read that was abandoned goes on below, and is never looked at again.
        _reading ??= ReadSomeAsync();
        if (await Task.WhenAny(_reading, _aborted.Task) != _reading)
        {
            _readEnd = ChannelEnd.Aborted;
            return;
        }

        var count = await _reading;
        _reading = null;
        _rest = _buffer.AsMemory(0, Math.Max(0, count));
        _readEnd = count switch { > 0 => ChannelEnd.None, 0 => ChannelEnd.Closed, _ => ChannelEnd.Reset };
    }

    private async Task<int> ReadSomeAsync()
    {
        try
        {
            return await Task.Run(() => input.Read(_buffer)); // blocks: no caller's thread may
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            return -1;
        }
    }

    private async Task<ChannelEnd> WriteAllAsync(ReadOnlyMemory<byte> buffer)
    {
        if (_outgoing.Length < buffer.Length) _outgoing = new byte[buffer.Length];
        buffer.CopyTo(_outgoing);
        try
        {
            await Task.Run(() =>
            {
                output.Write(_outgoing, 0, buffer.Length);
                output.Flush();
            });
            return ChannelEnd.None;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            return ChannelEnd.Reset; // whoever read it is gone
        }
    }
}
