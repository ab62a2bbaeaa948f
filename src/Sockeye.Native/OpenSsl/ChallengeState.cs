using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using static Sockeye.Native.OpenSsl.SslConstants;

namespace Sockeye.Native.OpenSsl;

/// <summary>
/// What stands behind the context of one answered challenge: one certificate whatever the name, one protocol, no ticket.
/// An SSL that was switched to it is no client's any more.
/// </summary>
internal sealed unsafe class ChallengeState(string protocol) : ContextState
{
    private readonly byte[] _protocol = Encoding.ASCII.GetBytes(protocol);

    /// <summary>SSL_CTX_set_client_hello_cb(3): the first look at the hello, before the name and the session are looked at.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int OnClientHello(nint ssl, int* alert, nint argument)
    {
        try
        {
            if (LibSsl.SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_application_layer_protocol_negotiation, out var protocols, out var length) == 1
                && At(argument) is ServerState { Challenge: { } challenge })
            {
                var named = LibSsl.SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_server_name, out var name, out var nameLength) == 1;
                var answer = challenge.Source(new(protocols, (int)length), named ? new(name, (int)nameLength) : []);
                if (answer is not null) Switch(ssl, answer, challenge.Protocol);
            }
        }
        catch (Exception)
        {
            // No answer to be had: it goes on as with every client.
        }

        return SSL_CLIENT_HELLO_SUCCESS;
    }

    /// <summary>The name was looked at already; without a callback here the library would ask the server's.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int OnServerName(nint ssl, int* alert, nint argument) => SSL_TLSEXT_ERR_OK;

    /// <summary>SSL_CTX_set_alpn_select_cb(3): the challenge's protocol. Fails where a second hello has it no more.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int OnApplicationProtocol(nint ssl, byte** chosen, byte* chosenLength, byte* offered, uint offeredLength, nint argument)
    {
        try
        {
            return At(argument) is ChallengeState state && ProtocolNames.TryFind(offered, offeredLength, state._protocol, chosen, chosenLength)
                ? SSL_TLSEXT_ERR_OK
                : SSL_TLSEXT_ERR_ALERT_FATAL;
        }
        catch (Exception)
        {
            return SSL_TLSEXT_ERR_ALERT_FATAL;
        }
    }

    /// <inheritdoc/>
    protected override void OnReleased()
    {
        // Nothing is held.
    }

    private static void Switch(nint ssl, SslIdentity identity, string protocol)
    {
        // The SSL keeps the context alive.
        using var context = SslServerContext.Create([identity]);
        var state = new ChallengeState(protocol).AttachTo(context);
        LibSsl.SSL_CTX_set_alpn_select_cb(context, &OnApplicationProtocol, state);
        _ = LibSsl.SSL_CTX_callback_ctrl(context, SSL_CTRL_SET_TLSEXT_SERVERNAME_CB, &OnServerName);
        if (LibSsl.SSL_set_num_tickets(ssl, 0) == 1) _ = LibSsl.SSL_set_SSL_CTX(ssl, context);
    }
}
