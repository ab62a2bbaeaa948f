using System.Runtime.InteropServices;
using static Sockeye.Native.OpenSsl.SslConstants;

namespace Sockeye.Native.OpenSsl;

/// <summary>
/// One TLS connection without a socket: cipher bytes go in and come out through the caller's memory. Calls must not
/// overlap; the caller locks. Dispose may come from anywhere: the library's object goes when the call inside returns,
/// later calls throw <see cref="ObjectDisposedException"/>.
/// </summary>
public sealed unsafe class SslConnection : IDisposable
{
    /// <summary>The largest plaintext of a record (RFC 8446 section 5.1).</summary>
    public const int RecordBytes = 16384;

    /// <summary>How much output space a record of <see cref="RecordBytes"/> needs at most beside its plaintext, a KeyUpdate before it included.</summary>
    public const int RecordOverheadBytes = 512;

    /// <summary>
    /// After how many records of ours the sending key is replaced, where nothing else is asked for. AES-GCM allows 2^24.5
    /// full records (RFC 8446 section 5.5); 2^23 are 128 GiB.
    /// </summary>
    public const long DefaultRecordsPerKey = 1L << 23;

    private readonly SafeSslHandle _ssl;
    private readonly long _recordsPerKey;
    private long _recordsUnderKey;
    private bool _failed;

    internal SslConnection(SafeSslHandle ssl, bool isServer, long? recordsPerKey)
    {
        _ssl = ssl;
        _recordsPerKey = recordsPerKey ?? DefaultRecordsPerKey;
        ssl.AttachWindow();
        if (isServer) LibSsl.SSL_set_accept_state(ssl.DangerousGetHandle());
        else LibSsl.SSL_set_connect_state(ssl.DangerousGetHandle());
    }

    /// <summary>How often our sending key was replaced by us.</summary>
    public long KeyUpdates { get; private set; }

    /// <summary>The library's reason after <see cref="SslStatus.Failed"/>, as in <c>unsupported protocol</c>; empty before.</summary>
    public string Failure { get; private set; } = "";

    /// <summary>Whether it failed because the peer's certificate is for another name or address.</summary>
    public bool IsHostnameMismatch { get; private set; }

    /// <summary>Whether it failed because the peer's key is not the pinned one.</summary>
    public bool IsPinMismatch { get; private set; }

    /// <summary>Decrypted bytes that a read gives without input.</summary>
    public int PendingBytes
    {
        get
        {
            using var lease = new Lease(_ssl);
            return LibSsl.SSL_pending(lease.Ssl);
        }
    }

    /// <summary>Whether the handshake answers an authority's challenge, so that no client is behind it.</summary>
    public bool IsChallenge
    {
        get
        {
            using var lease = new Lease(_ssl);
            return ContextState.Of(lease.Ssl) is ChallengeState;
        }
    }

    /// <summary>Goes on with the handshake.</summary>
    public SslStatus Handshake(ReadOnlySpan<byte> input, out int consumed, Span<byte> output, out int produced)
    {
        using var lease = new Lease(_ssl);
        fixed (byte* inStart = input, outStart = output)
        {
            lease.Window->Open(inStart, input.Length, outStart, output.Length);
            LibCrypto.ERR_clear_error();
            var result = LibSsl.SSL_do_handshake(lease.Ssl);
            var status = result == 1 ? SslStatus.Done : Classify(lease.Ssl, result);
            consumed = lease.Window->InPosition;
            produced = lease.Window->OutLength;
            return status;
        }
    }

    /// <summary>
    /// Opens records of <paramref name="input"/> until <paramref name="plain"/> is full (<see cref="SslStatus.Done"/>), the
    /// input is used up, or the connection ended; the status may tell an end behind bytes that were read.
    /// </summary>
    /// <param name="input">Cipher bytes, continuing where the last call stopped consuming.</param>
    /// <param name="consumed">How many of them are done with.</param>
    /// <param name="plain">Where plaintext goes; not empty.</param>
    /// <param name="read">How much plaintext there is.</param>
    /// <param name="output">Space for what the library answers (KeyUpdate, alerts).</param>
    /// <param name="produced">How much it answered; send it in the order of calls.</param>
    public SslStatus Read(ReadOnlySpan<byte> input, out int consumed, Span<byte> plain, out int read, Span<byte> output, out int produced)
    {
        using var lease = new Lease(_ssl);
        read = 0;
        var status = SslStatus.Done;
        fixed (byte* inStart = input, outStart = output, plainStart = plain)
        {
            lease.Window->Open(inStart, input.Length, outStart, output.Length);
            while (read < plain.Length)
            {
                LibCrypto.ERR_clear_error();
                var result = LibSsl.SSL_read(lease.Ssl, plainStart + read, plain.Length - read);
                if (result <= 0)
                {
                    status = Classify(lease.Ssl, result);
                    break;
                }

                read += result;

                // Without read-ahead the library holds no byte of a next record, so that asking again would be for nothing.
                if (read < plain.Length && lease.Window->InPosition == input.Length)
                {
                    status = SslStatus.WantInput;
                    break;
                }
            }

            consumed = lease.Window->InPosition;
            produced = lease.Window->OutLength;
        }

        return status;
    }

    /// <summary>
    /// Seals as many whole pieces of <paramref name="plain"/> as <paramref name="output"/> surely holds: at least one
    /// where it has <see cref="RecordBytes"/> + <see cref="RecordOverheadBytes"/>.
    /// </summary>
    public SslStatus Write(ReadOnlySpan<byte> plain, out int taken, Span<byte> output, out int produced)
    {
        using var lease = new Lease(_ssl);
        taken = 0;
        var status = SslStatus.Done;
        fixed (byte* plainStart = plain, outStart = output)
        {
            lease.Window->Open(null, 0, outStart, output.Length);
            while (taken < plain.Length)
            {
                var piece = Math.Min(RecordBytes, plain.Length - taken);
                if (output.Length - lease.Window->OutLength < piece + RecordOverheadBytes) break;
                RenewKeyWhenDue(lease.Ssl);
                LibCrypto.ERR_clear_error();
                var result = LibSsl.SSL_write(lease.Ssl, plainStart + taken, piece);
                if (result <= 0)
                {
                    status = Classify(lease.Ssl, result);
                    break;
                }

                _recordsUnderKey++;
                taken += result;
            }

            produced = lease.Window->OutLength;
        }

        return status;
    }

    /// <summary>Writes our close_notify; reading goes on. Does nothing on a connection that failed.</summary>
    public SslStatus Shutdown(Span<byte> output, out int produced)
    {
        using var lease = new Lease(_ssl);
        produced = 0;

        // SSL_shutdown(3): not after a fatal error.
        if (_failed) return SslStatus.Failed;
        fixed (byte* outStart = output)
        {
            lease.Window->Open(null, 0, outStart, output.Length);
            LibCrypto.ERR_clear_error();
            var result = LibSsl.SSL_shutdown(lease.Ssl);
            produced = lease.Window->OutLength;
            return result >= 0 ? SslStatus.Done : Classify(lease.Ssl, result);
        }
    }

    /// <summary>Asks for new keys at the next write (RFC 8446 section 4.6.3): ours, and the peer's where <paramref name="both"/>.</summary>
    public bool RequestKeyUpdate(bool both)
    {
        using var lease = new Lease(_ssl);
        LibCrypto.ERR_clear_error();
        return LibSsl.SSL_key_update(lease.Ssl, both ? SSL_KEY_UPDATE_REQUESTED : SSL_KEY_UPDATE_NOT_REQUESTED) == 1;
    }

    /// <summary>What the finished handshake agreed on.</summary>
    public SslAgreement GetAgreement()
    {
        using var lease = new Lease(_ssl);
        LibSsl.SSL_get0_alpn_selected(lease.Ssl, out var protocol, out var length);
        return new(
            StaticText.At(LibSsl.SSL_get_version(lease.Ssl)),
            StaticText.At(LibSsl.SSL_CIPHER_standard_name(LibSsl.SSL_get_current_cipher(lease.Ssl))),
            length == 0 ? null : Marshal.PtrToStringUTF8((nint)protocol, (int)length),
            Marshal.PtrToStringUTF8(LibSsl.SSL_get_servername(lease.Ssl, 0)),
            LibSsl.SSL_session_reused(lease.Ssl) == 1);
    }

    /// <inheritdoc/>
    public void Dispose() => _ssl.Dispose();

    private void RenewKeyWhenDue(nint ssl)
    {
        if (_recordsUnderKey < _recordsPerKey) return;
        _recordsUnderKey = 0;

        // TLS 1.2 (towards an upstream) has no KeyUpdate.
        if (LibSsl.SSL_version(ssl) == TLS1_3_VERSION && LibSsl.SSL_key_update(ssl, SSL_KEY_UPDATE_NOT_REQUESTED) == 1) KeyUpdates++;
    }

    private SslStatus Classify(nint ssl, int result)
    {
        switch (LibSsl.SSL_get_error(ssl, result))
        {
            case SSL_ERROR_WANT_READ:
                return SslStatus.WantInput;
            case SSL_ERROR_WANT_WRITE:
                return SslStatus.WantOutput;
            case SSL_ERROR_ZERO_RETURN:
                return SslStatus.Closed;
        }

        if (_failed) return SslStatus.Failed;
        _failed = true;
        Failure = ErrorQueue.TakeReason(out var code);
        if (code == SSL_R_CERTIFICATE_VERIFY_FAILED)
        {
            var error = LibSsl.SSL_get_verify_result(ssl);
            IsHostnameMismatch = error is X509_V_ERR_HOSTNAME_MISMATCH or X509_V_ERR_IP_ADDRESS_MISMATCH;
            IsPinMismatch = error == X509_V_ERR_APPLICATION_VERIFICATION;
            Failure = $"{Failure}: {Marshal.PtrToStringUTF8(LibCrypto.X509_verify_cert_error_string(error))}";
        }

        return SslStatus.Failed;
    }

    /// <summary>Keeps the SSL from being freed during a call, and leaves the window empty behind it.</summary>
    private readonly ref struct Lease
    {
        private readonly SafeSslHandle _handle;

        internal Lease(SafeSslHandle handle)
        {
            var added = false;
            handle.DangerousAddRef(ref added);
            _handle = handle;
        }

        internal nint Ssl => _handle.DangerousGetHandle();

        internal CipherWindow* Window => _handle.Window;

        public void Dispose()
        {
            _handle.Window->Close();
            _handle.DangerousRelease();
        }
    }
}
