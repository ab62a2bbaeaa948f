using System.Net;
using static Sockeye.Native.OpenSsl.SslConstants;

namespace Sockeye.Native.OpenSsl;

/// <summary>TLS 1.2 and 1.3 towards one server. Verification is on; sessions are resumed.</summary>
public sealed class SslClientContext : IDisposable
{
    private readonly SafeSslContextHandle _context;
    private readonly ClientState _state;
    private readonly string _serverName;
    private readonly bool _isAddress;
    private readonly bool _isPinned;

    /// <summary>Builds the context.</summary>
    /// <param name="serverName">The name or IP literal that the certificate must be for.</param>
    /// <param name="authorities">DER of the certificates to trust, or null for the system's.</param>
    /// <param name="pinnedKeySha256">SHA-256 of the only SubjectPublicKeyInfo to accept, or null.</param>
    /// <param name="resumes">Whether sessions are kept and offered to the next connection.</param>
    /// <exception cref="OpenSslException">An authority cannot be used.</exception>
    public unsafe SslClientContext(string serverName, IReadOnlyList<byte[]>? authorities, byte[]? pinnedKeySha256, bool resumes = true)
    {
        _serverName = serverName;
        _isAddress = IPAddress.TryParse(serverName, out _);
        _isPinned = pinnedKeySha256 is not null;
        ErrorQueue.Clear();
        _context = SafeNativeHandle.Require(LibSsl.SSL_CTX_new(LibSsl.TLS_client_method()), "context");
        try
        {
            SslContextSetup.Protocols(_context, TLS1_2_VERSION, TLS1_3_VERSION);
            SslContextSetup.Modes(_context);
            _ = LibSsl.SSL_CTX_set_options(_context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
            Trust(authorities);
            _state = new(pinnedKeySha256);
            var pointer = _state.AttachTo(_context);
            LibSsl.SSL_CTX_set_verify(_context, SSL_VERIFY_PEER, 0);
            if (_isPinned) LibSsl.SSL_CTX_set_cert_verify_callback(_context, &ClientState.OnVerify, pointer);
            var cache = resumes ? SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL : SSL_SESS_CACHE_OFF;
            _ = LibSsl.SSL_CTX_ctrl(_context, SSL_CTRL_SET_SESS_CACHE_MODE, cache, 0);
            if (resumes) LibSsl.SSL_CTX_sess_set_new_cb(_context, &ClientState.OnSession);
        }
        catch
        {
            _context.Dispose();
            throw;
        }
    }

    /// <summary>A connection that sends its ClientHello at the first handshake call.</summary>
    /// <param name="recordsPerKey">See <see cref="SslConnection.DefaultRecordsPerKey"/>.</param>
    public SslConnection Connect(long? recordsPerKey = null)
    {
        ErrorQueue.Clear();
        var ssl = SafeNativeHandle.Require(LibSsl.SSL_new(_context), "connection");
        try
        {
            Name(ssl.DangerousGetHandle());
            using var session = _state.TakeSession();
            if (session is not null && LibSsl.SSL_set_session(ssl.DangerousGetHandle(), session) != 1) ErrorQueue.Clear();
            return new(ssl, isServer: false, recordsPerKey);
        }
        catch
        {
            ssl.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _context.Dispose();

    private void Trust(IReadOnlyList<byte[]>? authorities)
    {
        if (authorities is null)
        {
            if (LibSsl.SSL_CTX_set_default_verify_paths(_context) != 1) throw Fault("the system's authorities");
            return;
        }

        // Partial chains: what the operator named is trusted, root or not.
        var store = LibSsl.SSL_CTX_get_cert_store(_context);
        _ = LibCrypto.X509_STORE_set_flags(store, X509_V_FLAG_PARTIAL_CHAIN);
        foreach (var der in authorities)
        {
            using var authority = SafeX509Handle.Decode(der);
            if (LibCrypto.X509_STORE_add_cert(store, authority) != 1) throw Fault("authority");
        }
    }

    private void Name(nint ssl)
    {
        // RFC 6066 section 3: an address is no server name.
        if (!_isAddress && LibSsl.SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, 0, _serverName) != 1) throw Fault("server name");
        if (_isPinned) return;
        var named = _isAddress
            ? LibCrypto.X509_VERIFY_PARAM_set1_ip_asc(LibSsl.SSL_get0_param(ssl), _serverName)
            : LibSsl.SSL_set1_host(ssl, _serverName);
        if (named != 1) throw Fault("server name");
    }

    private static OpenSslException Fault(string what) => new($"{what}: {ErrorQueue.TakeReason()}");
}
