namespace Sockeye.Tests.Importing.Xray;

public sealed class XrayPolicyReaderTests
{
    [Fact]
    public void Read_Levels_AreSecondsWithPlaces()
    {
        var run = Levels(""" "0": { "handshake": 4, "connIdle": 300, "uplinkOnly": 0, "downlinkOnly": 5, "bufferSize": 512 }, "12": {} """);

        run.Refusals.ShouldBeEmpty();
        var policies = run.Configuration!.Policies;
        policies.Keys.Order().ShouldBe([0, 12]);
        var policy = policies[0];
        new[] { policy.Handshake, policy.Idle, policy.UplinkOnly, policy.DownlinkOnly }.Select(limit => (limit!.Value.Value.TotalSeconds, limit.Value.Place.Path)).ShouldBe(
        [
            (4, "policy.levels.0.handshake"), (300, "policy.levels.0.connIdle"), (0, "policy.levels.0.uplinkOnly"), (5, "policy.levels.0.downlinkOnly"),
        ]);
        (policies[12].Handshake, policies[12].Idle).ShouldBe((null, null));
        run.At("policy.levels.0.bufferSize").ShouldStartWith("Unconcerned: ");
        run.At("policy.levels.0.connIdle").ShouldStartWith("Taken: ");
    }

    [Theory]
    [InlineData("\"0\": { \"connIdle\": -1 }", "0.connIdle", "expected a whole number from 0")]
    [InlineData("\"0\": { \"connIdle\": \"300\" }", "0.connIdle", "expected a number, found a string")]
    [InlineData("\"0\": { \"handshake\": 1.5 }", "0.handshake", "expected a whole number")]
    [InlineData("\"0\": 7", "0", "expected an object, found a number")]
    [InlineData("\"all\": {}", "all", "a level is a whole number, such as \"0\"")]
    public void Read_FaultyLevel_IsRefused(string level, string path, string told) =>
        Levels(level).OnlyRefusal().ShouldStartWith($"policy.levels.{path}: {told}");

    [Fact]
    public void Read_System_IsUnconcerned() =>
        new XrayRun("""{ "policy": { "system": { "statsInboundUplink": 7 } } }""").At("policy.system").ShouldStartWith("Unconcerned: ");

    private static XrayRun Levels(string levels) => new($$"""{ "policy": { "levels": { {{levels}} } } }""");
}
