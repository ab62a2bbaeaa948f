using System.Runtime.InteropServices;
using static Sockeye.Native.OpenSsl.SslConstants;

namespace Sockeye.Native.OpenSsl;

/// <summary>What server and client contexts have in common.</summary>
internal static class SslContextSetup
{
    internal static void Protocols(SafeSslContextHandle context, int lowest, int highest)
    {
        if (LibSsl.SSL_CTX_ctrl(context, SSL_CTRL_SET_MIN_PROTO_VERSION, lowest, 0) != 1
            || LibSsl.SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_PROTO_VERSION, highest, 0) != 1)
        {
            throw new OpenSslException($"protocol versions: {ErrorQueue.TakeReason()}");
        }
    }

    /// <remarks>
    /// A connection at rest gives its 34 KiB of record buffers back; a write may be repeated from elsewhere; the chain
    /// sent is exactly the one given.
    /// </remarks>
    internal static void Modes(SafeSslContextHandle context) =>
        _ = LibSsl.SSL_CTX_ctrl(
            context, SSL_CTRL_MODE, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_NO_AUTO_CHAIN, 0);

    internal static bool TryGroups(SafeSslContextHandle context, string groups)
    {
        var text = Marshal.StringToCoTaskMemUTF8(groups);
        try
        {
            ErrorQueue.Clear();
            return LibSsl.SSL_CTX_ctrl(context, SSL_CTRL_SET_GROUPS_LIST, 0, text) == 1;
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }
}
