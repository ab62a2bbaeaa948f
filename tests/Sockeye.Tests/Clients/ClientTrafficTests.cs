using Sockeye.Control.Clients;
using Sockeye.Control.Configuration;
using Sockeye.Engine.Authentication;

namespace Sockeye.Tests.Clients;

/// <summary>The line that says what a client carries follows the inbound and the user.</summary>
public sealed class ClientTrafficTests
{
    private const UserCommands Both = UserCommands.Connect | UserCommands.Udp;

    [Theory]
    [InlineData("curl", Both, true, true, "Carries TCP inside TLS; no UDP")]
    [InlineData("gost", Both, true, false, "Carries TCP inside TLS; UDP inside TLS")]
    [InlineData("gost", Both, false, true, "Carries TCP inside TLS; no UDP (the inbound does not serve it)")]
    [InlineData("gost", UserCommands.Connect, true, true, "Carries TCP inside TLS; no UDP (the user may not)")]
    [InlineData("gost", UserCommands.Udp, true, true, "Carries no TCP (the user may not connect); UDP inside TLS")]
    [InlineData("xray", Both, true, false, "Carries TCP inside TLS; no UDP (this client's would go outside TLS)")]
    [InlineData("xray", Both, true, true, "Carries TCP inside TLS; UDP outside TLS, readable on its way")]
    [InlineData("xray", UserCommands.Connect, true, true, "Carries TCP inside TLS; no UDP (the user may not)")]
    [InlineData("sing-box-bridge", Both, true, false, "Carries TCP inside TLS; UDP inside TLS")]
    [InlineData("socks5", Both, true, false, "Carries TCP inside TLS; UDP inside TLS")]
    [InlineData("socks5", Both, false, true, "Carries TCP inside TLS; no UDP (the inbound does not serve it)")]
    public void Traffic_OfAFormat_FollowsTheInboundAndTheUser(string format, UserCommands commands, bool tunnel, bool plain, string says) =>
        ClientFormats.Traffic(
            ClientFormats.Find(format)!, ClientProfiles.Placeholder with { Commands = commands, Udp = new InboundUdp(tunnel, plain) }).ShouldBe(says);

    [Fact]
    public void Traffic_WithoutTls_SaysSo()
    {
        var profile = ClientProfiles.Plaintext with { Commands = Both };
        ClientFormats.Traffic(ClientFormats.Find("gost")!, profile).ShouldBe("Carries TCP, without TLS; UDP inside the connection, without TLS");
    }

    [Fact]
    public void InboundUdp_OfTheDefault_IsTheTunnelOnly() => InboundUdp.Of(InboundOptions.Default).ShouldBe(new InboundUdp(Tunnel: true, Plain: false));

    [Fact]
    public void Names_OfTheFormats_AreDistinctWords()
    {
        ClientFormats.All.Select(f => f.Name).ShouldBeUnique();
        ClientFormats.All.ShouldAllBe(f => f.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && f.Name != "list");
    }
}
