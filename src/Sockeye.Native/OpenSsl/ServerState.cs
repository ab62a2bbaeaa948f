using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using static Sockeye.Native.OpenSsl.SslConstants;

namespace Sockeye.Native.OpenSsl;

/// <summary>The server's answers to the library: which certificate, which protocol name, which ticket key.</summary>
internal sealed unsafe class ServerState : ContextState
{
    private readonly nint _front;
    private readonly Dictionary<string, SafeSslContextHandle> _byName;
    private readonly Dictionary<string, SafeSslContextHandle>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly byte[][] _applicationProtocols;
    private readonly TicketKeyRing _tickets;

    internal ServerState(
        SafeSslContextHandle front,
        Dictionary<string, SafeSslContextHandle> byName,
        byte[][] applicationProtocols,
        TicketKeyRing tickets,
        SslChallenge? challenge)
    {
        Challenge = challenge;
        _front = front.DangerousGetHandle();
        _byName = byName;
        _lookup = byName.GetAlternateLookup<ReadOnlySpan<char>>();
        _applicationProtocols = applicationProtocols;
        _tickets = tickets;
    }

    /// <summary>How challenges are answered, or null.</summary>
    internal SslChallenge? Challenge { get; }

    /// <summary>SSL_CTX_set_tlsext_servername_callback(3): an unknown name gets the default without being confirmed.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int OnServerName(nint ssl, int* alert, nint argument)
    {
        try
        {
            var name = (byte*)LibSsl.SSL_get_servername(ssl, 0);
            if (name == null || At(argument) is not ServerState state) return SSL_TLSEXT_ERR_NOACK;
            if (state.Choose(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name)) is not { } context) return SSL_TLSEXT_ERR_NOACK;

            // The front context's own handle may be closed already (certificates were replaced); it is in place anyway.
            if (context.DangerousGetHandle() != state._front && LibSsl.SSL_set_SSL_CTX(ssl, context) == 0) return SSL_TLSEXT_ERR_NOACK;
            return SSL_TLSEXT_ERR_OK;
        }
        catch (Exception)
        {
            return SSL_TLSEXT_ERR_NOACK;
        }
    }

    /// <summary>SSL_CTX_set_alpn_select_cb(3), RFC 7301: our order decides; no common name is no failure.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int OnApplicationProtocol(nint ssl, byte** chosen, byte* chosenLength, byte* offered, uint offeredLength, nint argument)
    {
        try
        {
            if (At(argument) is not ServerState state) return SSL_TLSEXT_ERR_NOACK;
            foreach (var ours in state._applicationProtocols)
            {
                if (ProtocolNames.TryFind(offered, offeredLength, ours, chosen, chosenLength)) return SSL_TLSEXT_ERR_OK;
            }

            return SSL_TLSEXT_ERR_NOACK;
        }
        catch (Exception)
        {
            return SSL_TLSEXT_ERR_NOACK;
        }
    }

    /// <summary>
    /// SSL_CTX_set_tlsext_ticket_key_evp_cb(3). Sealing: 1. Opening: 0 key unknown (a full handshake follows), or 2: opened,
    /// and send a new one, since a client uses a ticket once (RFC 8446 section C.4). -1 is our own failure.
    /// </summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int OnTicket(nint ssl, byte* name, byte* iv, nint cipher, nint mac, int seal)
    {
        try
        {
            // A challenge is answered by its certificate, never by a session.
            if (Of(ssl) is not ServerState state) return seal != 0 ? -1 : 0;
            if (seal != 0)
            {
                var key = state._tickets.Current;
                key.Name.CopyTo(new Span<byte>(name, TicketKey.NameBytes));
                RandomNumberGenerator.Fill(new Span<byte>(iv, TicketKey.IvBytes));
                return Load(key, iv, cipher, mac, seal: true) ? 1 : -1;
            }

            if (state._tickets.Find(new(name, TicketKey.NameBytes)) is not { } known) return 0;
            return Load(known, iv, cipher, mac, seal: false) ? 2 : -1;
        }
        catch (Exception)
        {
            return -1;
        }
    }

    /// <summary>The other contexts live as long as the front one, which an SSL that was switched still holds.</summary>
    protected override void OnReleased()
    {
        foreach (var context in _byName.Values) context.Dispose();
    }

    private static bool Load(TicketKey key, byte* iv, nint cipher, nint mac, bool seal)
    {
        fixed (byte* cipherKey = key.Cipher, macKey = key.Mac, keyName = "key\0"u8, digestName = "digest\0"u8, sha256 = "SHA256\0"u8)
        {
            var parameters = stackalloc OsslParam[3];
            parameters[0] = new(keyName, OsslParam.OctetString, macKey, key.Mac.Length);
            parameters[1] = new(digestName, OsslParam.Utf8String, sha256, 6);
            parameters[2] = default;
            var algorithm = LibCrypto.EVP_aes_256_cbc();
            var loaded = seal
                ? LibCrypto.EVP_EncryptInit_ex2(cipher, algorithm, cipherKey, iv, 0)
                : LibCrypto.EVP_DecryptInit_ex2(cipher, algorithm, cipherKey, iv, 0);
            return loaded == 1 && LibCrypto.EVP_MAC_CTX_set_params(mac, parameters) == 1;
        }
    }

    private SafeSslContextHandle? Choose(ReadOnlySpan<byte> name)
    {
        // A DNS name has at most 253 bytes (RFC 1035 section 2.3.4).
        if (name.Length is 0 or > 253) return null;
        Span<char> lower = stackalloc char[name.Length];
        for (var i = 0; i < name.Length; i++) lower[i] = char.ToLowerInvariant((char)name[i]);
        if (lower[^1] == '.') lower = lower[..^1];
        if (_lookup.TryGetValue(lower, out var context)) return context;

        // "*.rest" for "label.rest": the label's last character becomes the star.
        var dot = lower.IndexOf('.');
        if (dot < 1) return null;
        lower[dot - 1] = '*';
        return _lookup.TryGetValue(lower[(dot - 1)..], out context) ? context : null;
    }
}
