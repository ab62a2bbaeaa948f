using System.Runtime.InteropServices;

namespace Sockeye.Native.OpenSsl;

/// <summary>The library's error queue of this thread.</summary>
internal static class ErrorQueue
{
    internal static void Clear() => LibCrypto.ERR_clear_error();

    /// <summary>The oldest error's reason, as in <c>unsupported protocol</c>; the queue is empty afterwards.</summary>
    internal static string TakeReason() => TakeReason(out _);

    /// <param name="code">The reason's number (ERR_GET_REASON of openssl/err.h), or 0.</param>
    internal static string TakeReason(out int code)
    {
        var error = LibCrypto.ERR_get_error();
        code = (int)(error & 0x7F_FFFF);
        var text = error == 0 ? null : Marshal.PtrToStringUTF8(LibCrypto.ERR_reason_error_string(error));
        Clear();
        return text ?? (error == 0 ? "no reason given" : $"error {error:x}");
    }
}
