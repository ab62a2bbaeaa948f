using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Sockeye.Native.OpenSsl;

namespace Sockeye.Engine.Transport.Tls.OpenSsl;

internal sealed partial class OpenSslChannel
{
    // Cipher that brings no plaintext: the rest of a record (16 KiB and some), KeyUpdates, tickets. A peer that sends more of
    // it in a row wants our CPU, not an answer.
    private const int MaximumBarrenBytes = 32 * 1024;

    // A caller's turn is bounded too: after so many receives without plaintext it is asked again.
    private const int MaximumBarrenReceives = 4;

    /// <inheritdoc/>
    public override ValueTask WaitToReadAsync() =>
        _hasInside || _readEnd != ChannelEnd.None || _endBehind != ChannelEnd.None ? default : _port.WaitToReceiveAsync();

    /// <inheritdoc/>
    public override ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfZero(buffer.Length);
        return TryRead(buffer.Span, out var read) ? new(read) : WaitAndReadAsync(buffer);
    }

    /// <inheritdoc/>
    public override ValueTask<ChannelRead> ReadNowAsync(Memory<byte> buffer)
    {
        _ = TryRead(buffer.Span, out var read);
        return new(read);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ChannelRead> WaitAndReadAsync(Memory<byte> buffer)
    {
        while (true)
        {
            await _port.WaitToReceiveAsync();
            if (TryRead(buffer.Span, out var read)) return read;
        }
    }

    /// <summary>False when more must come first.</summary>
    private bool TryRead(Span<byte> plain, out ChannelRead read)
    {
        var count = 0;
        if (_readEnd == ChannelEnd.None && _hasInside) count = Open([], plain);
        if (count == 0 && _readEnd == ChannelEnd.None) _readEnd = _endBehind;
        for (var receives = 0; receives < MaximumBarrenReceives && _readEnd == ChannelEnd.None && count < plain.Length && !_port.IsDrained; receives++)
        {
            var cipher = CipherStaging.In[..CipherStaging.CipherFor(plain.Length - count)];
            var error = _port.Receive(cipher, out var received);
            if (error == SocketError.WouldBlock) break;
            if (received == 0)
            {
                // libssl is not told: a FIN without close_notify ends this direction only (the session judges).
                var end = error == SocketError.Success ? ChannelEnd.Truncated : _port.EndOf(error);
                if (count == 0) _readEnd = end;
                _endBehind = end;
                break;
            }

            var before = count;
            count += Open(cipher[..received], plain[count..]);
            CountBarren(count > before ? 0 : received);

            // One receive a read, unless it only completed a record or there was something left from before.
            if (before == 0 && count > 0) break;
        }

        read = new(count, count > 0 ? ChannelEnd.None : _readEnd);
        return count > 0 || _readEnd != ChannelEnd.None;
    }

    /// <summary>Feeds what was left over, then <paramref name="cipher"/>; gives the plaintext's length.</summary>
    private int Open(ReadOnlySpan<byte> cipher, Span<byte> plain)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                _readEnd = ChannelEnd.Aborted;
                return 0;
            }

            var count = 0;
            var status = SslStatus.Done;
            if (_input.Length > 0 || _hasInside)
            {
                status = Step(_input.Span, out var taken, plain, out count);
                if (taken > 0) _input.Consume(taken);
            }

            if (status is SslStatus.Done or SslStatus.WantInput && count < plain.Length && _input.Length == 0 && !cipher.IsEmpty)
            {
                status = Step(cipher, out var taken, plain[count..], out var more);
                cipher = cipher[taken..];
                count += more;
            }

            _input.Append(cipher);
            // An end behind these bytes shows at the next read, which must not wait for the socket.
            var ended = status is not (SslStatus.Done or SslStatus.WantInput);
            _hasInside = _input.Length > 0 || ended || (count == plain.Length && Ssl.PendingBytes > 0);
            if (count == 0) EndReading(status);
            return count;
        }
    }

    private void CountBarren(int bytes)
    {
        _barrenBytes = bytes == 0 ? 0 : _barrenBytes + bytes;
        if (_barrenBytes > MaximumBarrenBytes && _readEnd == ChannelEnd.None) _readEnd = ChannelEnd.ProtocolError;
    }

    private SslStatus Step(ReadOnlySpan<byte> cipher, out int taken, Span<byte> plain, out int count)
    {
        var answer = CipherStaging.Out;
        var status = Ssl.Read(cipher, out taken, plain, out count, answer, out var produced);

        // After our close_notify there is nobody left to answer.
        if (produced > 0 && !_completed && !_output.PutAnswer(answer[..produced])) _readEnd = ChannelEnd.ProtocolError;
        return status;
    }

    private void EndReading(SslStatus status)
    {
        if (_readEnd != ChannelEnd.None) return;
        _readEnd = status switch
        {
            SslStatus.Closed => ChannelEnd.Closed,
            SslStatus.Failed or SslStatus.WantOutput => _port.IsAborted ? ChannelEnd.Aborted : ChannelEnd.ProtocolError,
            _ => ChannelEnd.None,
        };
        if (_readEnd != ChannelEnd.None) _hasInside = false;
    }
}
