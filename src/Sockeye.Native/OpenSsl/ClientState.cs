using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using static Sockeye.Native.OpenSsl.SslConstants;

namespace Sockeye.Native.OpenSsl;

/// <summary>The client's answers to the library: is this the pinned key, and keep this session.</summary>
internal sealed unsafe class ClientState(byte[]? pinnedKeySha256) : ContextState
{
    private SafeSslSessionHandle? _session;

    /// <summary>The newest session, for one use (RFC 8446 section C.4), or null.</summary>
    internal SafeSslSessionHandle? TakeSession() => Interlocked.Exchange(ref _session, null);

    /// <summary>SSL_CTX_set_cert_verify_callback(3): the leaf's SubjectPublicKeyInfo decides, nothing else.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int OnVerify(nint store, nint argument)
    {
        try
        {
            if (At(argument) is ClientState state && state.IsPinned(LibCrypto.X509_STORE_CTX_get0_cert(store)))
            {
                LibCrypto.X509_STORE_CTX_set_error(store, X509_V_OK);
                return 1;
            }
        }
        catch (Exception)
        {
            // Refused below.
        }

        LibCrypto.X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
        return 0;
    }

    /// <summary>SSL_CTX_sess_set_new_cb(3): 1 keeps the reference.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int OnSession(nint ssl, nint session)
    {
        try
        {
            if (Of(ssl) is not ClientState state) return 0;
            Interlocked.Exchange(ref state._session, new(session))?.Dispose();
            return 1;
        }
        catch (Exception)
        {
            return 0;
        }
    }

    /// <inheritdoc/>
    protected override void OnReleased() => TakeSession()?.Dispose();

    private bool IsPinned(nint certificate)
    {
        if (pinnedKeySha256 is null || certificate == 0) return false;
        var publicKey = LibCrypto.X509_get_X509_PUBKEY(certificate);
        var length = LibCrypto.i2d_X509_PUBKEY(publicKey, null);
        if (length is <= 0 or > 65536) return false;
        var der = new byte[length];
        fixed (byte* start = der)
        {
            var at = start;
            if (LibCrypto.i2d_X509_PUBKEY(publicKey, &at) != length) return false;
        }

        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(der), pinnedKeySha256);
    }
}
