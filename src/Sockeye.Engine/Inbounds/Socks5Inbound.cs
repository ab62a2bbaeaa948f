using System.Net;
using Sockeye.Core;
using Sockeye.Core.Socks5;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Inbounds;

/// <summary>SOCKS5 with username and password, never without (RFC 1928 sections 3 to 6, RFC 1929).</summary>
internal sealed class Socks5Inbound(DuplexChannel channel, SessionInput input) : InboundConversation(channel, input)
{
    private readonly byte[] _reply = new byte[Socks5Reply.MaximumLengthBytes];

    public override string Protocol => "socks5";

    public override async ValueTask<Step<Credentials>> ReadCredentialsAsync()
    {
        var (status, greeting) = await Input.ReadAsync<Socks5Greeting>(Socks5Greeting.Parse);
        if (status != ParseStatus.Done)
        {
            return status == ParseStatus.NeedMore ? EndedEarly() : SessionEndReason.MalformedRequest;
        }

        if (!greeting.OffersUsernamePassword)
        {
            await SelectMethodAsync(Socks5MethodSelection.NoAcceptableMethod);
            return SessionEndReason.NoAcceptableMethod;
        }

        await SelectMethodAsync(Socks5MethodSelection.UsernamePassword);
        (status, var login) = await Input.ReadAsync<Credentials?>(Socks5Login.Parse);
        if (status == ParseStatus.Done)
        {
            return login!;
        }

        if (status == ParseStatus.NeedMore)
        {
            return EndedEarly();
        }

        await RefuseCredentialsAsync();
        return SessionEndReason.MalformedRequest;
    }

    public override ValueTask AcceptCredentialsAsync() => AnswerLoginAsync(success: true);

    public override ValueTask RefuseCredentialsAsync() => AnswerLoginAsync(success: false);

    public override async ValueTask<Step<InboundRequest>> ReadRequestAsync()
    {
        var (status, request) = await Input.ReadAsync<Socks5Request>(Socks5Request.Parse);
        if (status == ParseStatus.NeedMore)
        {
            return EndedEarly();
        }

        if (status == ParseStatus.Invalid)
        {
            await ReplyAsync(Socks5ReplyCode.GeneralFailure);
            return SessionEndReason.MalformedRequest;
        }

        if (request.Fault == Socks5RequestFault.None)
        {
            return new InboundRequest(request.Command, request.Destination);
        }

        await ReplyAsync(request.FaultReplyCode);
        return request.Fault == Socks5RequestFault.UnknownCommand ? SessionEndReason.CommandNotSupported : SessionEndReason.MalformedRequest;
    }

    public override ValueTask AcceptRequestAsync(IPEndPoint? bound) =>
        SendAsync(_reply.AsMemory(0, Socks5Reply.Write(_reply, Socks5ReplyCode.Succeeded, bound)));

    public override ValueTask RefuseRequestAsync(DialError error) => ReplyAsync(DialErrorMapping.ToReplyCode(error));

    public override ValueTask RefuseCommandAsync(SessionEndReason reason) => ReplyAsync(
        reason == SessionEndReason.CommandNotAllowed ? Socks5ReplyCode.NotAllowedByRuleset : Socks5ReplyCode.CommandNotSupported);

    private ValueTask ReplyAsync(Socks5ReplyCode code) => SendAsync(_reply.AsMemory(0, Socks5Reply.Write(_reply, code, bound: null)));

    private ValueTask SelectMethodAsync(byte method) => SendAsync(_reply.AsMemory(0, Socks5MethodSelection.Write(_reply, method)));

    private ValueTask AnswerLoginAsync(bool success) => SendAsync(_reply.AsMemory(0, Socks5LoginReply.Write(_reply, success)));
}
