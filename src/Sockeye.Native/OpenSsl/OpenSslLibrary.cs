using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Sockeye.Native.OpenSsl;

/// <summary>Finds libssl 3 and libcrypto 3 on this machine. Nothing else of this namespace may be used before <see cref="TryLoad"/> said yes.</summary>
public static class OpenSslLibrary
{
    // OPENSSL_INIT_NO_ATEXIT: at exit our threads may still be inside libssl.
    private const ulong InitNoAtExit = 0x0008_0000;

    private static readonly Lock Gate = new();
    private static Outcome? _outcome;
    private static nint _ssl;
    private static nint _crypto;

    /// <summary>Loads the library once. Never throws, on no system.</summary>
    /// <param name="version">As in <c>OpenSSL 3.0.19</c>; empty when it cannot be used.</param>
    /// <param name="whyNot">Why it cannot be used, in one line; null when it can.</param>
    public static bool TryLoad(out string version, [NotNullWhen(false)] out string? whyNot)
    {
        lock (Gate)
        {
            _outcome ??= Load();
            version = _outcome.Version;
            whyNot = _outcome.WhyNot;
            return whyNot is null;
        }
    }

    private static Outcome Load()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
        {
            // The bindings say nint for C's long, which holds on 64-bit Unix only; the data plane around it polls by epoll.
            return new("", "libssl is used on 64-bit Linux only");
        }

        if (!NativeLibrary.TryLoad("libcrypto.so.3", out _crypto) || !NativeLibrary.TryLoad("libssl.so.3", out _ssl))
        {
            return new("", "libssl.so.3 and libcrypto.so.3 (OpenSSL 3) are not installed");
        }

        // Present since 3.0 and used here: an impostor (BoringSSL, LibreSSL) lacks it.
        if (!NativeLibrary.TryGetExport(_ssl, "SSL_CTX_set_tlsext_ticket_key_evp_cb", out _))
        {
            return new("", "the installed libssl is not OpenSSL 3");
        }

        NativeLibrary.SetDllImportResolver(typeof(OpenSslLibrary).Assembly, Resolve);
        if (LibCrypto.OPENSSL_init_crypto(InitNoAtExit, 0) != 1)
        {
            return new("", "OpenSSL could not be initialised");
        }

        var text = Marshal.PtrToStringUTF8(LibCrypto.OpenSSL_version(0)) ?? "OpenSSL 3";
        return new(string.Join(' ', text.Split(' ').Take(2)), null);
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name switch
    {
        LibSsl.Name => _ssl,
        LibCrypto.Name => _crypto,
        _ => 0,
    };

    private sealed record Outcome(string Version, string? WhyNot);
}
