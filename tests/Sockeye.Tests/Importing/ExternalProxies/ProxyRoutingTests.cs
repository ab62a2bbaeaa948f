using Sockeye.Control.Importing;

namespace Sockeye.Tests.Importing.ExternalProxies;

public sealed class ProxyRoutingTests
{
    [Theory]
    [InlineData("\"mode\": \"all-traffic\"", true, true, ImportOutcome.Translated)]
    [InlineData("\"mode\": \"ALL_TRAFFIC\"", true, true, ImportOutcome.Translated)]
    [InlineData("\"mode\": \"selective\"", true, false, ImportOutcome.Warning)]
    [InlineData("\"mode\": \"disabled\"", false, false, ImportOutcome.Translated)]
    public void Read_ModeOfTheFile_SaysWhoseTrafficGoesThroughIt(string mode, bool enabled, bool all, ImportOutcome outcome)
    {
        var file = OfFile(mode);
        (file.Configuration!.Enabled, file.Configuration.IsForAllTraffic).ShouldBe((enabled, all));
        file.Configuration.ModePlace!.Value.Path.ShouldBe("routing.mode");
        file.At("routing.mode").Outcome.ShouldBe(outcome);
    }

    [Theory]
    [InlineData("block", false, ImportOutcome.Translated)]
    [InlineData("none", false, ImportOutcome.Translated)]
    [InlineData("retry-then-block", false, ImportOutcome.Translated)]
    [InlineData("direct", true, ImportOutcome.Warning)]
    [InlineData("retry-then-direct", true, ImportOutcome.Warning)]
    [InlineData("Retry_Then_Direct", true, ImportOutcome.Warning)]
    public void Read_Fallback_IsDirectOnlyWhereItSaysSo(string word, bool direct, ImportOutcome outcome)
    {
        var file = OfFile($"\"fallback\": \"{word}\"");
        file.Only.FallsBackToDirect.ShouldBe(direct);
        file.At("routing.fallback").Outcome.ShouldBe(outcome);
    }

    [Fact]
    public void Read_NoFallback_Blocks() => OfFile("").Only.FallsBackToDirect.ShouldBeFalse();

    [Fact]
    public void Read_FallbackDirect_SaysWhatItShows() =>
        OfFile("\"fallback\": \"retry-then-direct\"").At("routing.fallback").Message.ShouldBe(
            "what the proxy can't carry goes out directly and shows this server's own address, only because this says so; \"block\" refuses it");

    [Theory]
    [InlineData("\"mode\": \"all-trafic\"", "mode: expected all-traffic, selective or disabled, found \"all-trafic\"; did you mean \"all-traffic\"?")]
    [InlineData("\"mode\": true", "mode: expected a string, found true")]
    [InlineData("\"fallback\": \"blok\"", "fallback: expected retry-then-block, retry-then-direct, block, direct, none, found \"blok\"; did you mean \"block\"?")]
    [InlineData("\"fallback\": \"whatever\"", "fallback: expected retry-then-block, retry-then-direct, block, direct, none, found \"whatever\"")]
    public void Read_AnUnknownWord_IsRefusedWithTheNearest(string field, string refusal) =>
        OfFile(field).Refusals.ShouldHaveSingleItem().ShouldEndWith(" routing." + refusal);

    [Theory]
    [InlineData("direct", "block", false)]
    [InlineData("block", "direct", true)]
    public void Read_FallbackOfTheProxy_CountsMoreThanTheFiles(string ofFile, string ofProxy, bool direct) =>
        OfFile($"\"fallback\": \"{ofFile}\"", $"\"routing\": {{ \"fallback\": \"{ofProxy}\" }}").Only.FallsBackToDirect.ShouldBe(direct);

    [Theory]
    [InlineData("\"routing\": { \"mode\": \"all-traffic\" }", true, true, true)]
    [InlineData("\"routing\": { \"mode\": \"all-traffic\" }, \"active\": false", true, false, false)]
    [InlineData("\"routing\": { \"mode\": \"disabled\" }", false, false, false)]
    [InlineData("\"routing\": { \"mode\": \"selective\" }", true, true, false)]
    public void Read_ModeOfTheProxy_IsForThatProxy(string fields, bool enabled, bool active, bool all)
    {
        var file = ProxyFile.Of("socks5", fields);
        (file.Only.IsEnabled, file.Only.IsActive, file.Configuration!.IsForAllTraffic, file.Configuration.Enabled).ShouldBe((enabled, active, all, true));
        file.Configuration.ModePlace?.Path.ShouldBe("[0].routing.mode");
    }

    private static ProxyFile OfFile(string routing, string more = "\"active\": true") => ProxyFile.Read(
        $$"""{ "proxies": [ { "id": "p", "type": "socks5", "address": "proxy.example", "port": 1080, {{more}} } ], "routing": { {{routing}} } }""");
}
