using Sockeye.Core;
using Sockeye.Core.Http;
using Sockeye.Core.ProxyProtocol;
using Sockeye.Core.Socks5;
using Sockeye.Core.Tls;
using Sockeye.Core.UdpTunnel;

namespace Sockeye.Tests.Testing.Fuzzing;

/// <summary>
/// Every parser of what a peer sends, and the readers of imported files, by the name of its corpus; each checks what must hold for any bytes. What stands here
/// is replayed, mutated and fuzzed.
/// </summary>
internal static class ParserTable
{
    public static IReadOnlyDictionary<string, Func<byte[], ParseStatus>> All { get; } = new Dictionary<string, Func<byte[], ParseStatus>>
    {
        ["socks5-greeting"] = b => ParserHarness.ShouldBeTotal<Socks5Greeting>(Socks5Greeting.Parse, b),
        ["socks5-method-selection"] = b => ParserHarness.ShouldBeTotal<byte>(Socks5MethodSelection.Parse, b),
        ["socks5-login"] = b => ParserHarness.ShouldBeTotal<Credentials?>(Socks5Login.Parse, b),
        ["socks5-login-reply"] = b => ParserHarness.ShouldBeTotal<bool>(Socks5LoginReply.Parse, b),
        ["socks5-request"] = b => ParserHarness.ShouldBeTotal<Socks5Request>(Socks5Request.Parse, b),
        ["socks5-reply"] = b => ParserHarness.ShouldBeTotal<Socks5Reply>(Socks5Reply.Parse, b),
        ["http-method-peek"] = b => ParserHarness.ShouldBeTotal<bool>(Peek, b),
        ["connect-request"] = b => ParserHarness.ShouldBeTotal<ConnectRequest?>(ConnectRequest.Parse, b),
        ["connect-response"] = b => ParserHarness.ShouldBeTotal<ConnectResponse>(ConnectResponse.Parse, b),
        ["proxy-header"] = b => ParserHarness.ShouldBeTotal<ProxyHeader>(ProxyHeader.Parse, b),
        ["client-hello"] = b => ParserHarness.ShouldBeTotal<ClientHello>(ClientHello.Parse, b),
        ["socks5-udp-header"] = DatagramParsers.Associate,
        ["udp-connected"] = b => DatagramParsers.Frame(DatagramFraming.Connected, b),
        ["udp-over-tcp"] = b => DatagramParsers.Frame(DatagramFraming.UdpOverTcp, b),
        ["udp-over-tcp-request"] = b => ParserHarness.ShouldBeTotal<UdpOverTcpRequest>(UdpOverTcpRequest.Parse, b),
        ["udp-tun"] = b => DatagramParsers.Frame(DatagramFraming.UdpTun, b),
        ["haproxy-cfg"] = OldFileParsers.Haproxy,
        ["xray-config"] = OldFileParsers.Xray,
    };

    private static ParseStatus Peek(ReadOnlySpan<byte> input, out bool isConnect, out int consumedBytes)
    {
        consumedBytes = 0;
        return HttpMethodPeek.Parse(input, out isConnect);
    }
}
