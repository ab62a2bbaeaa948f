using System.Net.Sockets;
using Sockeye.Core;
using Sockeye.Engine.Transport.Sockets;
using Sockeye.Native.OpenSsl;

namespace Sockeye.Engine.Transport.Tls.OpenSsl;

internal sealed partial class OpenSslChannel
{
    private enum NextStep
    {
        Done,
        Wait,
        Again,
        Failed,
    }

    /// <summary>Shakes hands; on failure the channel is gone when this completes.</summary>
    /// <param name="clientOf">The name the server must have, or null where we are the server.</param>
    /// <param name="cancellationToken">Aborts.</param>
    internal async ValueTask<TlsHandshakeResult> HandshakeAsync(string? clientOf, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(static port => ((SocketPort)port!).Abort(), _port);
        var (end, message) = (ChannelEnd.None, "");
        try
        {
            // A client speaks first; what was read ahead comes before the socket.
            var receive = clientOf is null && _input.Length == 0;

            // Its first event runs on the thread that polls it: libssl's object is made there, and for nobody who only connects.
            if (receive) await _port.WaitToReceiveAsync();
            _ssl = _newConnection();
            if (_ssl is null) (end, message) = (ChannelEnd.Aborted, "the server is gone");
            while (_ssl is not null)
            {
                var next = HandshakeStep(receive, clientOf, out var pending, ref end, ref message);
                if (next == NextStep.Failed) break;
                var flushed = await pending;
                if (flushed != ChannelEnd.None)
                {
                    (end, message) = (flushed, TlsFault.OfEnd(flushed));
                    break;
                }

                if (next == NextStep.Done) break;
                receive = next == NextStep.Wait;
                if (receive) await _port.WaitToReceiveAsync();
            }
        }
        catch
        {
            // A fault of ours or no memory: the caller has no channel to give back yet.
            await DisposeAsync();
            throw;
        }
        finally
        {
            registration.Unregister();
        }

        if (end == ChannelEnd.None && !_port.IsAborted)
        {
            return clientOf is null && Ssl.IsChallenge ? await EndChallengeAsync() : Establish();
        }

        if (end == ChannelEnd.None) (end, message) = (ChannelEnd.Aborted, TlsFault.Aborted);

        // FIN behind the alert, so that the peer can read it.
        _port.ShutdownSend();
        await DisposeAsync();
        return TlsHandshakeResult.Failed(end, message);
    }

    private NextStep HandshakeStep(bool receive, string? clientOf, out ValueTask<ChannelEnd> pending, ref ChannelEnd end, ref string message)
    {
        pending = default;
        var received = 0;
        var cipher = CipherStaging.In[..CipherStaging.CipherFor(SslConnection.RecordBytes)];
        if (receive)
        {
            var error = _port.Receive(cipher, out received);
            if (error == SocketError.WouldBlock) return NextStep.Wait;
            if (received == 0)
            {
                end = error == SocketError.Success ? ChannelEnd.Closed : _port.EndOf(error);
                message = TlsFault.OfEnd(end);
                return NextStep.Failed;
            }
        }

        lock (_gate)
        {
            if (_disposed)
            {
                (end, message) = (ChannelEnd.Aborted, TlsFault.Aborted);
                return NextStep.Failed;
            }

            _input.Append(cipher[..received]);
            if (!_sniffed && _input.Length > 0)
            {
                _sniffed = true;
                _sniffedFault = TlsFault.OfFirstBytes(_input.Span);

                // At once: a plain SOCKS5 client would wait for the five bytes of a record's head for ever.
                if (clientOf is null && _sniffedFault is not null)
                {
                    (end, message) = (ChannelEnd.ProtocolError, _sniffedFault);
                    return NextStep.Failed;
                }
            }

            var output = CipherStaging.Out;
            var status = Ssl.Handshake(_input.Span, out var consumed, output, out var produced);
            if (consumed > 0) _input.Consume(consumed);

            // What a server sends at the end are tickets, which go with the answer where the first message is here already.
            // Else at once: they carry the acknowledgement that a client with Nagle's delay waits for, 40 ms without them.
            if (status == SslStatus.Done && clientOf is null && _input.Length > 0) _output.Hold(output[..produced]);
            else _output.Put(output[..produced]);
            if (status is SslStatus.Done or SslStatus.WantInput or SslStatus.WantOutput)
            {
                if (_output.End != ChannelEnd.None)
                {
                    (end, message) = (_output.End, TlsFault.OfEnd(_output.End));
                    return NextStep.Failed;
                }

                if (_output.IsBusy) pending = _output.FlushAsync();
                return status switch { SslStatus.Done => NextStep.Done, SslStatus.WantOutput => NextStep.Again, _ => NextStep.Wait };
            }

            end = _port.IsAborted ? ChannelEnd.Aborted : ChannelEnd.ProtocolError;
            message = end == ChannelEnd.Aborted ? TlsFault.Aborted : Explain(clientOf);
            return NextStep.Failed;
        }
    }

    private string Explain(string? clientOf)
    {
        const string alert = " alert ";
        var reason = Ssl.Failure;
        if (Ssl.IsHostnameMismatch) return TlsFault.HostnameMismatch(clientOf ?? "");
        if (Ssl.IsPinMismatch) return TlsFault.WrongPin;
        if (_sniffedFault is not null) return TlsFault.ServerNotTls;
        var at = reason.IndexOf(alert, StringComparison.Ordinal);
        return at < 0 ? reason : $"the peer refused: {reason[(at + alert.Length)..]}";
    }

    /// <summary>RFC 8737 section 3: once the handshake is complete, the connection is closed, and nothing is exchanged in it.</summary>
    private async ValueTask<TlsHandshakeResult> EndChallengeAsync()
    {
        string? name;
        lock (_gate) name = Ssl.GetAgreement().ServerName;
        await CompleteWritesAsync();
        await DisposeAsync();
        return TlsHandshakeResult.Challenge(name is null ? null : PeerText.Escape(name.ToLowerInvariant(), 253));
    }

    private TlsHandshakeResult Establish()
    {
        lock (_gate)
        {
            _hasInside = _input.Length > 0;
            _tls = AgreementNames.ToInfo(Ssl.GetAgreement());
        }

        return TlsHandshakeResult.Established(this);
    }
}
