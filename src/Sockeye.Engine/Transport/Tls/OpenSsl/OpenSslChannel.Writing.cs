using System.Runtime.CompilerServices;
using Sockeye.Native.OpenSsl;

namespace Sockeye.Engine.Transport.Tls.OpenSsl;

internal sealed partial class OpenSslChannel
{
    /// <inheritdoc/>
    public override ValueTask<ChannelEnd> WriteAsync(ReadOnlyMemory<byte> buffer)
    {
        if (_completed) throw new InvalidOperationException("The writes of this channel were completed.");
        while (!buffer.IsEmpty && _writeEnd == ChannelEnd.None)
        {
            var atOnce = TrySeal(buffer.Span, out var taken, out var pending);
            buffer = buffer[taken..];
            if (!atOnce) return WaitAndWriteAsync(pending, buffer);
        }

        return new(_writeEnd);
    }

    /// <inheritdoc/>
    public override ValueTask<ChannelEnd> CompleteWritesAsync() =>
        _completed || _writeEnd != ChannelEnd.None ? new(_writeEnd)
        : TryCloseNotify(out var pending) ? new(EndWrites())
        : WaitAndCompleteAsync(pending);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ChannelEnd> WaitAndWriteAsync(ValueTask<ChannelEnd> pending, ReadOnlyMemory<byte> rest)
    {
        while (true)
        {
            _writeEnd = await pending;
            do
            {
                if (rest.IsEmpty || _writeEnd != ChannelEnd.None) return _writeEnd;
                var atOnce = TrySeal(rest.Span, out var taken, out pending);
                rest = rest[taken..];
                if (!atOnce) break;
            }
            while (true);
        }
    }

    private async ValueTask<ChannelEnd> WaitAndCompleteAsync(ValueTask<ChannelEnd> pending)
    {
        while (true)
        {
            _writeEnd = await pending;
            if (_writeEnd != ChannelEnd.None) return _writeEnd;
            if (_completed || TryCloseNotify(out pending)) return EndWrites();
        }
    }

    // Where close_notify could not be sent, that is how writing ended.
    private ChannelEnd EndWrites() => _writeEnd == ChannelEnd.None ? _writeEnd = _port.EndOf(_port.ShutdownSend()) : _writeEnd;

    /// <summary>Seals and sends one staging buffer's worth. False when <paramref name="pending"/> must be awaited before anything else.</summary>
    private bool TrySeal(ReadOnlySpan<byte> plain, out int taken, out ValueTask<ChannelEnd> pending)
    {
        taken = 0;
        lock (_gate)
        {
            if (MustWait(out pending)) return false;
            var cipher = CipherStaging.Out;
            var status = Ssl.Write(plain, out taken, cipher, out var produced);
            return Pass(cipher[..produced], status, out pending);
        }
    }

    private bool TryCloseNotify(out ValueTask<ChannelEnd> pending)
    {
        lock (_gate)
        {
            if (MustWait(out pending)) return false;
            _completed = true;
            var cipher = CipherStaging.Out;

            // A connection that failed has sent its alert instead (RFC 8446 section 6.2).
            _ = Ssl.Shutdown(cipher, out var produced);
            return Pass(cipher[..produced], SslStatus.Done, out pending, isLast: true);
        }
    }

    /// <summary>Whether this cannot begin now: the channel is gone, or the reader's answers are still on their way.</summary>
    private bool MustWait(out ValueTask<ChannelEnd> pending)
    {
        pending = default;
        if (_disposed) pending = new(ChannelEnd.Aborted);
        else if (_output.ForeignFlush is { } flush) pending = new(flush);
        else return false;
        return true;
    }

    private bool Pass(ReadOnlySpan<byte> cipher, SslStatus status, out ValueTask<ChannelEnd> pending, bool isLast = false)
    {
        pending = default;
        _output.Put(cipher, isLast);
        if (_output.End != ChannelEnd.None)
        {
            _writeEnd = _output.End;
        }
        else if (status != SslStatus.Done)
        {
            _writeEnd = _port.IsAborted ? ChannelEnd.Aborted : ChannelEnd.ProtocolError;
        }
        else if (_output.IsBusy)
        {
            pending = _output.FlushAsync();
            return false;
        }

        return true;
    }
}
