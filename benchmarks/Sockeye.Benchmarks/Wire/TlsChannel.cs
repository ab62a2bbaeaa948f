using System.Net.Sockets;
using Sockeye.Native.OpenSsl;

namespace Sockeye.Benchmarks.Wire;

/// <summary>TLS by libssl over a blocking socket. It owns both; the staging is its thread's.</summary>
internal sealed class TlsChannel(Socket socket, SslConnection ssl, Staging staging) : Channel
{
    private Staging? _staging = staging;
    private int _start;
    private int _end;

    // The library has nothing decrypted left: the next read needs bytes from the socket first.
    private bool _drained = true;

    /// <summary>What the handshake agreed on.</summary>
    public SslAgreement Agreement => ssl.GetAgreement();

    public override TimeSpan ReceiveTimeout
    {
        set => socket.ReceiveTimeout = (int)value.TotalMilliseconds;
    }

    private Staging Buffers => _staging ?? throw new InvalidOperationException("The connection rests.");

    /// <summary>Runs the handshake to its end.</summary>
    public void Handshake()
    {
        while (true)
        {
            var status = ssl.Handshake(Buffers.CipherIn.AsSpan(_start, _end - _start), out var consumed, Buffers.CipherOut, out var produced);
            _start += consumed;
            SendCipher(produced);
            switch (status)
            {
                case SslStatus.Done:
                    _drained = false;
                    return;
                case SslStatus.WantInput when Fill():
                    break;
                case SslStatus.WantOutput:
                    break;
                default:
                    throw new IOException($"The handshake failed: {(status == SslStatus.WantInput ? "the peer closed" : ssl.Failure)}");
            }
        }
    }

    public override void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var status = ssl.Write(bytes, out var taken, Buffers.CipherOut, out var produced);
            SendCipher(produced);
            if (status != SslStatus.Done) throw new IOException($"TLS, writing: {status} {ssl.Failure}");
            bytes = bytes[taken..];
        }
    }

    public override int Receive(Span<byte> bytes)
    {
        while (true)
        {
            if (_drained && _start == _end && !Fill()) return 0;
            var status = ssl.Read(
                Buffers.CipherIn.AsSpan(_start, _end - _start), out var consumed, bytes, out var read, Buffers.CipherOut, out var produced);
            _start += consumed;

            // Asking is cheaper than a read that finds nothing.
            _drained = status == SslStatus.WantInput || (_start == _end && ssl.PendingBytes == 0);
            SendCipher(produced);
            if (read > 0) return read;
            if (status == SslStatus.Closed) return 0;
            if (status == SslStatus.Failed) throw new IOException($"TLS, reading: {ssl.Failure}");
        }
    }

    public override void Finish()
    {
        if (ssl.Shutdown(Buffers.CipherOut, out var produced) != SslStatus.Failed) SendCipher(produced);
    }

    /// <summary>Gives the buffers back, for a connection that is idle from here on; everything received must have been read.</summary>
    public void Rest()
    {
        if (_start != _end || !_drained) throw new InvalidOperationException("The connection still has something to read.");
        _staging = null;
    }

    /// <summary>Takes the buffers of the thread that uses it now.</summary>
    public void Wake(Staging buffers)
    {
        _staging = buffers;
        _start = _end = 0;
    }

    public override void Dispose()
    {
        ssl.Dispose();
        socket.Dispose();
    }

    private bool Fill()
    {
        _start = _end = 0; // it may be the last thing that is done here
        _end = socket.Receive(Buffers.CipherIn);
        return _end > 0;
    }

    private void SendCipher(int count)
    {
        for (var sent = 0; sent < count;) sent += socket.Send(Buffers.CipherOut.AsSpan(sent, count - sent));
    }
}
