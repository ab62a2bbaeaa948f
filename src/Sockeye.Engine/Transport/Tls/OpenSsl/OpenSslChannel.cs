using System.Net;
using Sockeye.Engine.Transport.Sockets;
using Sockeye.Native.OpenSsl;

namespace Sockeye.Engine.Transport.Tls.OpenSsl;

/// <summary>
/// TLS by libssl over a socket. The two directions may run on two threads; libssl and the order of its output are one
/// connection's, so both stand under one lock, held for calculation and non-blocking sends only.
/// </summary>
internal sealed partial class OpenSslChannel : DuplexChannel
{
    private readonly SocketPort _port;
    private readonly Func<SslConnection?> _newConnection;
    private readonly Lock _gate = new();
    private readonly CipherOutput _output;
    private SslConnection? _ssl;
    private PendingCipher _input;
    private bool _hasInside;
    private int _barrenBytes;
    private bool _sniffed;
    private string? _sniffedFault;
    private bool _disposed;
    private bool _completed;
    private ChannelEnd _readEnd;
    private ChannelEnd _endBehind;
    private ChannelEnd _writeEnd;
    private TlsInfo? _tls;

    /// <summary>A channel before its handshake.</summary>
    /// <param name="port">The socket; the channel's from now on.</param>
    /// <param name="newConnection">Makes libssl's object when it is needed first; null where the server is gone.</param>
    /// <param name="readAhead">Bytes already read from the socket.</param>
    internal OpenSslChannel(SocketPort port, Func<SslConnection?> newConnection, ReadOnlySpan<byte> readAhead = default)
    {
        _port = port;
        _newConnection = newConnection;
        _output = new(port, _gate);
        _input.Append(readAhead);
    }

    /// <inheritdoc/>
    public override IPEndPoint? LocalEndPoint => _port.LocalEndPoint;

    /// <inheritdoc/>
    public override IPEndPoint? RemoteEndPoint => _port.RemoteEndPoint;

    /// <inheritdoc/>
    public override TlsInfo? Tls => _tls;

    /// <summary>The connection, for tests that ask for what a peer can do and we do not.</summary>
    internal SslConnection Ssl => _ssl!;

    /// <inheritdoc/>
    public override void Abort() => _port.Abort();

    /// <inheritdoc/>
    public override void Detect(DeadPeerDetection detection) => _port.Detect(detection);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _port.Dispose();
        lock (_gate)
        {
            _disposed = true;
            _input.Clear();
            _output.Dispose();
        }

        // A call inside libssl keeps it until it returns.
        _ssl?.Dispose();
        return default;
    }
}
