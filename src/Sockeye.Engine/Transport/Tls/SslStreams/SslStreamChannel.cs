using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Transport.Tls.SslStreams;

/// <summary>TLS by SslStream. Its exceptions end here, as values.</summary>
internal sealed class SslStreamChannel : DuplexChannel
{
    private readonly SocketPort _port;
    private readonly PortStream _stream;
    private readonly SslStream _ssl;
    private ChannelEnd _readEnd;
    private ChannelEnd _writeEnd;
    private bool _completed;
    private TlsInfo? _tls;
    private string? _challenge;
    private bool _isServer;

    internal SslStreamChannel(SocketPort port, ReadOnlyMemory<byte> readAhead = default)
    {
        _port = port;
        _stream = new(port, readAhead.ToArray());
        _ssl = new(_stream, leaveInnerStreamOpen: true);
    }

    /// <inheritdoc/>
    public override IPEndPoint? LocalEndPoint => _port.LocalEndPoint;

    /// <inheritdoc/>
    public override IPEndPoint? RemoteEndPoint => _port.RemoteEndPoint;

    /// <inheritdoc/>
    public override TlsInfo? Tls => _tls;

    /// <inheritdoc/>
    public override async ValueTask WaitToReadAsync()
    {
        if (_readEnd != ChannelEnd.None) return;
        try
        {
            _ = await _ssl.ReadAsync(Memory<byte>.Empty);
        }
        catch (Exception e) when (IsOfPeer(e))
        {
            _readEnd = EndOf();
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfZero(buffer.Length);
        if (_readEnd != ChannelEnd.None) return new(0, _readEnd);
        try
        {
            var count = await _ssl.ReadAsync(buffer);
            if (count == 0) _readEnd = _stream.SawFin ? ChannelEnd.Truncated : ChannelEnd.Closed;
            return new(count, _readEnd);
        }
        catch (Exception e) when (IsOfPeer(e))
        {
            return new(0, _readEnd = _stream.SawFin && _stream.Failure == ChannelEnd.None && !_port.IsAborted ? ChannelEnd.Truncated : EndOf());
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<ChannelEnd> WriteAsync(ReadOnlyMemory<byte> buffer)
    {
        if (_completed) throw new InvalidOperationException("The writes of this channel were completed.");
        if (buffer.IsEmpty || _writeEnd != ChannelEnd.None) return _writeEnd;
        try
        {
            await _ssl.WriteAsync(buffer);
            return ChannelEnd.None;
        }
        catch (Exception e) when (IsOfPeer(e))
        {
            return _writeEnd = EndOf();
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<ChannelEnd> CompleteWritesAsync()
    {
        if (_completed || _writeEnd != ChannelEnd.None) return _writeEnd;
        _completed = true;
        try
        {
            await _ssl.ShutdownAsync();
            return _writeEnd = _port.EndOf(_port.ShutdownSend());
        }
        catch (Exception e) when (IsOfPeer(e))
        {
            return _writeEnd = EndOf();
        }
    }

    /// <inheritdoc/>
    public override void Abort() => _port.Abort();

    /// <inheritdoc/>
    public override void Detect(DeadPeerDetection detection) => _port.Detect(detection);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        _port.Dispose();
        await _ssl.DisposeAsync();
    }

    internal ValueTask<TlsHandshakeResult> AcceptAsync(
        ServerOptionsSelectionCallback choose, ChallengeLookup? challenges, CancellationToken cancellationToken)
    {
        _isServer = true;
        return challenges is null
            ? HandshakeAsync((ssl, token) => ssl.AuthenticateAsServerAsync(choose, null, token), static () => null, cancellationToken)
            : HandshakeAsync((ssl, token) => AnswerAsync(ssl, choose, challenges, token), static () => null, cancellationToken);
    }

    internal ValueTask<TlsHandshakeResult> ConnectAsync(
        SslClientAuthenticationOptions options, Func<string?> refusal, CancellationToken cancellationToken) =>
        HandshakeAsync((ssl, token) => ssl.AuthenticateAsClientAsync(options, token), refusal, cancellationToken);

    private static bool IsOfPeer(Exception e) =>
        e is IOException or AuthenticationException or ObjectDisposedException or OperationCanceledException
            or InvalidOperationException or System.ComponentModel.Win32Exception;

    private async ValueTask<TlsHandshakeResult> HandshakeAsync(
        Func<SslStream, CancellationToken, Task> authenticate, Func<string?> refusal, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(static port => ((SocketPort)port!).Abort(), _port);
        ChannelEnd end;
        string message;
        try
        {
            await authenticate(_ssl, CancellationToken.None);
            if (!_port.IsAborted)
            {
                if (_challenge is not null) return await EndChallengeAsync(_challenge);
                _tls = SslStreamNames.ToInfo(_ssl);
                return TlsHandshakeResult.Established(this);
            }

            (end, message) = (ChannelEnd.Aborted, TlsFault.Aborted);
        }
        catch (Exception e) when (IsOfPeer(e) || e is NotSupportedException or System.Security.Cryptography.CryptographicException)
        {
            (end, message) = Explain(e, refusal);
        }
        finally
        {
            registration.Unregister();
        }

        // FIN behind the alert, so that the peer can read it.
        _port.ShutdownSend();
        await DisposeAsync();
        return TlsHandshakeResult.Failed(end, message);
    }

    // SslStream's callback tells the name and not the protocols: the hello is looked at before it.
    private async Task AnswerAsync(SslStream ssl, ServerOptionsSelectionCallback choose, ChallengeLookup challenges, CancellationToken token)
    {
        var hello = await _stream.PeekAsync();
        if (challenges.Find(hello) is not { } certificate)
        {
            await ssl.AuthenticateAsServerAsync(choose, null, token);
            return;
        }

        await ssl.AuthenticateAsServerAsync(ChallengeAuthentication.Options(certificate), token);
        _challenge = hello.ServerName;
    }

    /// <summary>RFC 8737 section 3: once the handshake is complete, the connection is closed, and nothing is exchanged in it.</summary>
    private async ValueTask<TlsHandshakeResult> EndChallengeAsync(string name)
    {
        await CompleteWritesAsync();
        await DisposeAsync();
        return TlsHandshakeResult.Challenge(name);
    }

    private (ChannelEnd End, string Message) Explain(Exception e, Func<string?> refusal)
    {
        if (_port.IsAborted) return (ChannelEnd.Aborted, TlsFault.Aborted);
        if (_stream.SniffedFault is { } fault) return (ChannelEnd.ProtocolError, _isServer ? fault : TlsFault.ServerNotTls);
        if (_stream.Failure != ChannelEnd.None) return (_stream.Failure, TlsFault.OfEnd(_stream.Failure));
        if (refusal() is { } refused) return (ChannelEnd.ProtocolError, refused);
        if (_stream.SawFin) return (ChannelEnd.Closed, TlsFault.Closed);

        // The reason is innermost, as in "error:0A000102:SSL routines::unsupported protocol".
        var reason = e.GetBaseException().Message.ReplaceLineEndings(" ");
        var at = reason.LastIndexOf("::", StringComparison.Ordinal);
        return (ChannelEnd.ProtocolError, at < 0 ? reason : reason[(at + 2)..]);
    }

    private ChannelEnd EndOf() =>
        _port.IsAborted ? ChannelEnd.Aborted
        : _stream.Failure != ChannelEnd.None ? _stream.Failure
        : ChannelEnd.ProtocolError;
}
