using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Transport.Tls.OpenSsl;

/// <summary>
/// The order of outgoing cipher bytes. Records must leave as libssl made them, whichever direction made them: what the
/// kernel does not take waits here, and everything later queues behind it.
/// </summary>
/// <remarks>Every member is called under the connection's lock; what they return is awaited outside.</remarks>
internal sealed class CipherOutput(SocketPort port, Lock gate)
{
    /// <summary>
    /// The reader's answers (KeyUpdate, alerts) are tens of bytes each; a peer that makes us pile up this much while it
    /// reads nothing is attacking.
    /// </summary>
    private const int AnswersLimitBytes = 64 * 1024;

    private PendingCipher _held;
    private PendingCipher _inFlight;
    private PendingCipher _queued;
    private bool _flushing;
    private bool _disposed;
    private Task<ChannelEnd>? _foreignFlush;

    /// <summary>How sending ended, or None.</summary>
    internal ChannelEnd End { get; private set; }

    /// <summary>Whether bytes wait for the kernel.</summary>
    internal bool IsBusy => _flushing || _queued.Length > 0;

    /// <summary>
    /// Keeps cipher bytes for the next <see cref="Put"/>, in front of it: tickets spare a send, and the client a wake-up, by
    /// going with the first answer. Only where that answer will come: something has been asked already.
    /// </summary>
    internal void Hold(ReadOnlySpan<byte> cipher)
    {
        if (!_disposed) _held.Append(cipher);
    }

    /// <summary>Sends at once what the kernel takes and keeps the rest. The writer's way: while <see cref="IsBusy"/> it then awaits <see cref="FlushAsync"/>.</summary>
    /// <param name="cipher">Whole records.</param>
    /// <param name="isLast">The FIN follows at once: the alert that says so goes in its segment.</param>
    internal void Put(ReadOnlySpan<byte> cipher, bool isLast = false)
    {
        if (cipher.IsEmpty || End != ChannelEnd.None || _disposed) return;
        if (_held.Length > 0)
        {
            var held = _held;
            _held = default;
            held.Append(cipher);
            PutNow(held.Span, isLast);
            held.Clear();
            return;
        }

        PutNow(cipher, isLast);
    }

    /// <summary>The reader's way: nobody waits for its answers, so a flush goes on by itself. False when the peer floods.</summary>
    internal bool PutAnswer(ReadOnlySpan<byte> cipher)
    {
        if (cipher.IsEmpty) return true;
        Put(cipher);
        if (_queued.Length == 0) return true;
        if (!_flushing) _foreignFlush = FlushAsync().AsTask();
        return _queued.Length <= AnswersLimitBytes + CipherStaging.Bytes;
    }

    /// <summary>A flush that the reader began, or null.</summary>
    internal Task<ChannelEnd>? ForeignFlush => _flushing ? _foreignFlush : null;

    /// <summary>Sends everything that waits. One at a time: begun under the lock, so that nobody else begins another.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<ChannelEnd> FlushAsync()
    {
        while (true)
        {
            ReadOnlyMemory<byte> next;
            lock (gate)
            {
                _inFlight.Clear();
                if (_queued.Length == 0 || End != ChannelEnd.None || _disposed)
                {
                    _queued.Clear();
                    _flushing = false;
                    _foreignFlush = null;
                    return End;
                }

                _flushing = true;
                (_inFlight, _queued) = (_queued, default);
                next = _inFlight.Memory;
            }

            var error = await port.SendAllAsync(next);
            if (error == SocketError.Success) continue;
            lock (gate) End = port.EndOf(error);
        }
    }

    /// <summary>Gives back what is not with the kernel; a flush under way gives its own back when it ends.</summary>
    internal void Dispose()
    {
        _disposed = true;
        _held.Clear();
        _queued.Clear();
        if (!_flushing) _inFlight.Clear();
    }

    private void PutNow(ReadOnlySpan<byte> cipher, bool isLast)
    {
        if (!IsBusy)
        {
            var error = port.Send(cipher, out var sent, isLast);
            if (error is not (SocketError.Success or SocketError.WouldBlock))
            {
                End = port.EndOf(error);
                return;
            }

            cipher = cipher[sent..];
        }

        _queued.Append(cipher);
    }
}
