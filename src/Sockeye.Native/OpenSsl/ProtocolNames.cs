namespace Sockeye.Native.OpenSsl;

/// <summary>The protocol names of a client as SSL_CTX_set_alpn_select_cb(3) gives them: each with its length in front.</summary>
internal static unsafe class ProtocolNames
{
    /// <summary>Finds a name; what is given back is the client's own copy, which outlives the callback, as the manual asks.</summary>
    internal static bool TryFind(byte* offered, uint offeredLength, ReadOnlySpan<byte> name, byte** chosen, byte* chosenLength)
    {
        var at = 0;
        while (at < offeredLength)
        {
            int length = offered[at];
            if (length > offeredLength - at - 1) break;
            if (name.SequenceEqual(new(offered + at + 1, length)))
            {
                *chosen = offered + at + 1;
                *chosenLength = (byte)length;
                return true;
            }

            at += 1 + length;
        }

        return false;
    }
}
