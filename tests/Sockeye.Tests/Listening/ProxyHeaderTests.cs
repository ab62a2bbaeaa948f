using System.Net;
using System.Text;
using Sockeye.Engine.Sessions;

namespace Sockeye.Tests.Listening;

/// <summary>From listed addresses a PROXY header is required; from any other none is looked for.</summary>
public sealed class ProxyHeaderTests
{
    private const string Trusted = "127.0.0.0/8";

    private static readonly byte[] Version1 = Encoding.ASCII.GetBytes("PROXY TCP4 198.51.100.7 203.0.113.1 40000 1080\r\n");
    private static readonly byte[] Version2 = Convert.FromHexString("0D0A0D0A000D0A515549540A" + "21" + "11" + "000C" + "C6336407CB007101" + "9C40" + "0438");
    private static readonly byte[] Local = Convert.FromHexString("0D0A0D0A000D0A515549540A" + "20" + "00" + "0000");

    public static TheoryData<byte[]> Headers => [Version1, Version2];

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task Trusted_WithAHeader_TheRealClientIsTheClient(byte[] header)
    {
        await using var harness = ServerHarness.Start(ServerHarness.Inbound(proxyProtocolFrom: Trusted));
        var client = await harness.ConnectAsync(header, [5, 1, 0]);
        (await ServerHarness.ReadAsync(client, 2)).ShouldBe("05FF");
        client.Dispose();
        var line = await harness.LineAsync();
        line.Client.ShouldBe(new IPEndPoint(IPAddress.Parse("198.51.100.7"), 40_000));
        line.Stages.ShouldContain(s => s.Key == "proxy");
    }

    [Fact]
    public async Task Trusted_HeaderOneByteAtATime_IsRead()
    {
        await using var harness = ServerHarness.Start(ServerHarness.Inbound(proxyProtocolFrom: Trusted));
        var client = await harness.ConnectAsync();
        foreach (var b in (byte[])[.. Version2, 5, 1, 0])
        {
            await client.SendAsync(new[] { b });
        }

        (await ServerHarness.ReadAsync(client, 2)).ShouldBe("05FF");
    }

    [Fact]
    public async Task Trusted_Local_KeepsTheSocketsOwnAddress()
    {
        await using var harness = ServerHarness.Start(ServerHarness.Inbound(proxyProtocolFrom: Trusted));
        var client = await harness.ConnectAsync(Local, [5, 1, 0]);
        var own = (IPEndPoint)client.LocalEndPoint!;
        (await ServerHarness.ReadAsync(client, 2)).ShouldBe("05FF");
        client.Dispose();
        (await harness.LineAsync()).Client.Port.ShouldBe(own.Port);
    }

    [Theory]
    [InlineData("050102")]
    [InlineData("50524F585920544350340D0A")]
    [InlineData("0D0A0D0A000D0A515549540A91110000")]
    public async Task Trusted_NoProperHeader_ClosesAndAnswersNothing(string bytes)
    {
        await using var harness = ServerHarness.Start(ServerHarness.Inbound(proxyProtocolFrom: Trusted));
        var client = await harness.ConnectAsync(Convert.FromHexString(bytes));
        (await ServerHarness.ReadToEndAsync(client)).ShouldBe("");
        (await harness.LineAsync()).End.ShouldBe(SessionEndReason.ProxyHeaderInvalid);
    }

    [Fact]
    public async Task Trusted_SilentPeer_EndsAtTheHandshakeLimit()
    {
        await using var harness = ServerHarness.Start(ServerHarness.Inbound(proxyProtocolFrom: Trusted));
        var client = await harness.ConnectAsync(Version1[..5]);
        await Transport.Waiting.Until(() => harness.Registry.Sessions.Any(s => s.Stage == SessionStage.ProxyHeader));
        harness.Time.Advance(new SessionTimeouts().Handshake);
        (await ServerHarness.ReadToEndAsync(client)).ShouldBe("");
        (await harness.LineAsync()).End.ShouldBe(SessionEndReason.HandshakeTimeout);
    }

    [Fact]
    public async Task NotTrusted_AHeaderIsNotLookedFor()
    {
        await using var harness = ServerHarness.Start(ServerHarness.Inbound(proxyProtocolFrom: "10.0.0.0/8"));
        var direct = await harness.ConnectAsync([5, 1, 0]);
        (await ServerHarness.ReadAsync(direct, 2)).ShouldBe("05FF");

        var pretender = await harness.ConnectAsync(Version1);
        await ServerHarness.ReadToEndAsync(pretender);
        harness.Http.ReadAhead.ShouldNotBeNull().ShouldStartWith("PROXY"); // a method like any other
        (await harness.LineAsync()).Client.Address.ShouldBe(IPAddress.Loopback);
    }
}
