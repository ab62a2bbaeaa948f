using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Sockeye.Native.OpenSsl.SslConstants;

namespace Sockeye.Native.OpenSsl;

/// <summary>
/// What an SSL sees instead of a socket: the caller's bytes to read from and the caller's space to write to, for the
/// length of one call. Outside a call both are empty, so that nothing can stay behind for another connection.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CipherWindow
{
    private static readonly nint Method = CreateMethod();

    internal byte* In;
    internal byte* Out;
    internal int InLength;
    internal int InPosition;
    internal int OutCapacity;
    internal int OutLength;
    private nint _bio;

    internal static nint NewBio(CipherWindow* window)
    {
        var bio = LibCrypto.BIO_new(Method);
        if (bio == 0) throw new OpenSslException("BIO_new: out of memory");
        LibCrypto.BIO_set_data(bio, (nint)window);
        window->_bio = bio;
        return bio;
    }

    internal static nint Bio(CipherWindow* window) => window->_bio;

    internal void Open(byte* input, int inputLength, byte* output, int outputCapacity)
    {
        In = input;
        InLength = inputLength;
        InPosition = 0;
        Out = output;
        OutCapacity = outputCapacity;
        OutLength = 0;
    }

    internal void Close() => Open(null, 0, null, 0);

    private static nint CreateMethod()
    {
        var method = LibCrypto.BIO_meth_new(LibCrypto.BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "sockeye window");
        if (method == 0) throw new OpenSslException("BIO_meth_new: out of memory");
        _ = LibCrypto.BIO_meth_set_read(method, &Read);
        _ = LibCrypto.BIO_meth_set_write(method, &Write);
        _ = LibCrypto.BIO_meth_set_ctrl(method, &Control);
        return method;
    }

    // The callbacks touch nothing managed, so they cannot throw.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(nint bio, byte* buffer, int length)
    {
        var window = (CipherWindow*)LibCrypto.BIO_get_data(bio);
        LibCrypto.BIO_clear_flags(bio, BIO_FLAGS_ALL_RETRY);
        var count = Math.Min(length, window->InLength - window->InPosition);
        if (count <= 0)
        {
            LibCrypto.BIO_set_flags(bio, BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY);
            return -1;
        }

        Unsafe.CopyBlockUnaligned(buffer, window->In + window->InPosition, (uint)count);
        window->InPosition += count;
        return count;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(nint bio, byte* buffer, int length)
    {
        var window = (CipherWindow*)LibCrypto.BIO_get_data(bio);
        LibCrypto.BIO_clear_flags(bio, BIO_FLAGS_ALL_RETRY);
        var count = Math.Min(length, window->OutCapacity - window->OutLength);
        if (count <= 0)
        {
            LibCrypto.BIO_set_flags(bio, BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY);
            return -1;
        }

        Unsafe.CopyBlockUnaligned(window->Out + window->OutLength, buffer, (uint)count);
        window->OutLength += count;
        return count;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Control(nint bio, int command, nint number, nint pointer) => command == BIO_CTRL_FLUSH ? 1 : 0;
}
