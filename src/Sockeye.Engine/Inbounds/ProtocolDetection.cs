using Sockeye.Core;
using Sockeye.Core.Http;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Inbounds;

/// <summary>The first byte chooses the protocol: 0x05 is SOCKS5, an upper-case letter is HTTP. ALPN does not matter.</summary>
internal static class ProtocolDetection
{
    /// <summary>A conversation; or null with no reason, which means HTTP that is not CONNECT; or null with the reason to close.</summary>
    public static async ValueTask<(InboundConversation? Conversation, SessionEndReason Refusal)> DetectAsync(
        DuplexChannel channel, SessionInput input, InboundProtocols protocols)
    {
        var (status, kind) = await input.ReadAsync<FirstBytes>((bytes, out value, out consumed) => Peek(bytes, protocols, out value, out consumed));
        return (status, kind) switch
        {
            (ParseStatus.NeedMore, _) => (null, input.EndReason),
            (_, FirstBytes.Socks5) => (new Socks5Inbound(channel, input), SessionEndReason.None),
            (_, FirstBytes.Connect) => (new HttpConnectInbound(channel, input), SessionEndReason.None),
            (_, FirstBytes.OtherHttp) => (null, SessionEndReason.None),
            (_, FirstBytes.Socks4) => (null, SessionEndReason.Socks4Refused),
            _ => (null, SessionEndReason.UnknownProtocol),
        };
    }

    private static ParseStatus Peek(ReadOnlySpan<byte> input, InboundProtocols protocols, out FirstBytes kind, out int consumedBytes)
    {
        consumedBytes = 0; // only a look: the bytes belong to the conversation
        kind = FirstBytes.Unknown;
        if (input.IsEmpty)
        {
            return ParseStatus.NeedMore;
        }

        switch (input[0])
        {
            case 0x05 when protocols.HasFlag(InboundProtocols.Socks5):
                kind = FirstBytes.Socks5;
                return ParseStatus.Done;
            case 0x04:
                kind = FirstBytes.Socks4;
                return ParseStatus.Done;
            case >= (byte)'A' and <= (byte)'Z' when protocols.HasFlag(InboundProtocols.Http):
                var status = HttpMethodPeek.Parse(input, out var isConnect);
                kind = isConnect ? FirstBytes.Connect : FirstBytes.OtherHttp;
                return status;
            default:
                return ParseStatus.Done;
        }
    }

    private enum FirstBytes
    {
        Unknown,
        Socks5,
        Socks4,
        Connect,
        OtherHttp,
    }
}
