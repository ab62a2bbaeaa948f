using System.Runtime.InteropServices;

namespace Sockeye.Native.OpenSsl;

internal abstract class SafeNativeHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    /// <summary>This handle, or what we did wrong when the library gave none.</summary>
    internal static T Require<T>(T created, string what)
        where T : SafeNativeHandle
    {
        if (!created.IsInvalid) return created;
        created.Dispose();
        throw new OpenSslException($"{what}: {ErrorQueue.TakeReason()}");
    }
}

internal sealed class SafeX509Handle : SafeNativeHandle
{
    internal static unsafe SafeX509Handle Decode(ReadOnlySpan<byte> der)
    {
        ErrorQueue.Clear();
        fixed (byte* start = der)
        {
            var at = start;
            return Require(LibCrypto.d2i_X509(0, ref at, der.Length), "certificate");
        }
    }

    protected override bool ReleaseHandle()
    {
        LibCrypto.X509_free(handle);
        return true;
    }
}

internal sealed class SafeEvpKeyHandle : SafeNativeHandle
{
    internal static unsafe SafeEvpKeyHandle Decode(ReadOnlySpan<byte> pkcs8)
    {
        ErrorQueue.Clear();
        fixed (byte* start = pkcs8)
        {
            var at = start;
            return Require(LibCrypto.d2i_AutoPrivateKey(0, ref at, pkcs8.Length), "private key");
        }
    }

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_PKEY_free(handle);
        return true;
    }
}

internal sealed class SafeSslContextHandle : SafeNativeHandle
{
    protected override bool ReleaseHandle()
    {
        LibSsl.SSL_CTX_free(handle);
        return true;
    }
}

internal sealed class SafeSslSessionHandle : SafeNativeHandle
{
    public SafeSslSessionHandle()
    {
    }

    internal SafeSslSessionHandle(nint owned) => SetHandle(owned);

    protected override bool ReleaseHandle()
    {
        LibSsl.SSL_SESSION_free(handle);
        return true;
    }
}

/// <summary>An SSL with its window BIO: both go when the last call inside has returned.</summary>
internal sealed unsafe class SafeSslHandle : SafeNativeHandle
{
    private CipherWindow* _window;

    internal CipherWindow* Window => _window;

    internal void AttachWindow()
    {
        _window = (CipherWindow*)NativeMemory.AllocZeroed((nuint)sizeof(CipherWindow));
        LibSsl.SSL_set_bio(handle, CipherWindow.NewBio(_window), CipherWindow.Bio(_window));
    }

    protected override bool ReleaseHandle()
    {
        // Else the library takes a client's session out of service because no close_notify was sent; in TLS 1.2 and 1.3
        // that is no reason (RFC 5246 section 7.2.1). A fatal alert has done so by now.
        LibSsl.SSL_set_shutdown(handle, SslConstants.SSL_SENT_SHUTDOWN | SslConstants.SSL_RECEIVED_SHUTDOWN);
        LibSsl.SSL_free(handle);
        NativeMemory.Free(_window);
        return true;
    }
}
