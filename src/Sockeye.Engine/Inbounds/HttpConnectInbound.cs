using System.Net;
using Sockeye.Core;
using Sockeye.Core.Http;
using Sockeye.Core.Socks5;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Inbounds;

/// <summary>HTTP CONNECT with Basic credentials (RFC 9110 section 9.3.6, RFC 7617). One head carries login and request.</summary>
/// <remarks>Every refusal closes the connection: bytes sent ahead are never read as a next request.</remarks>
internal sealed class HttpConnectInbound(DuplexChannel channel, SessionInput input) : InboundConversation(channel, input)
{
    private ConnectRequest? _request;

    public override string Protocol => "connect";

    public override async ValueTask<Step<Credentials>> ReadCredentialsAsync()
    {
        var (status, request) = await Input.ReadAsync<ConnectRequest?>(ConnectRequest.Parse);
        if (status == ParseStatus.NeedMore)
        {
            return EndedEarly();
        }

        if (status == ParseStatus.Invalid || request!.Fault != ConnectRequestFault.None)
        {
            var tooLarge = request?.Fault == ConnectRequestFault.HeaderTooLarge;
            await RefuseAsync(tooLarge ? 431 : 400, tooLarge ? "The request's header is too large." : "This request cannot be read as HTTP CONNECT.");
            return SessionEndReason.MalformedRequest;
        }

        _request = request;
        if (request.Credentials is null)
        {
            await RefuseCredentialsAsync();
            return SessionEndReason.CredentialsMissing;
        }

        return request.Credentials;
    }

    public override ValueTask AcceptCredentialsAsync() => ValueTask.CompletedTask;

    public override ValueTask RefuseCredentialsAsync() => RefuseAsync(407, "This proxy needs a user name and a password.");

    public override ValueTask<Step<InboundRequest>> ReadRequestAsync() =>
        new(new InboundRequest(Socks5Command.Connect, _request!.Destination));

    public override ValueTask AcceptRequestAsync(IPEndPoint? bound) => SendAsync(HttpResponses.ConnectEstablished);

    public override ValueTask RefuseRequestAsync(DialError error) =>
        RefuseAsync(DialErrorMapping.ToHttpStatus(error), HttpRefusalText.For(error));

    public override ValueTask RefuseCommandAsync(SessionEndReason reason) =>
        RefuseAsync(403, "This user may not open connections.");

    private ValueTask RefuseAsync(int status, string text) => SendAsync(HttpResponses.Refusal(status, text));
}
