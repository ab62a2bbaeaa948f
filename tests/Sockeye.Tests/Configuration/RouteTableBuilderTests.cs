using Sockeye.Control.Configuration;
using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Core.Routing;

namespace Sockeye.Tests.Configuration;

public sealed class RouteTableBuilderTests
{
    private static readonly RoutingOptions Options = new()
    {
        Rules =
        [
            new RuleOptions { Name = "both", Inbounds = ["in-a"], Users = ["alice", "carol@example.com"], Outbound = "one" },
            new RuleOptions { Name = "inbound only", Inbounds = ["in-b"], Outbound = "two" },
            new RuleOptions { Name = "user only", Users = ["bob"], Outbound = "three" },
        ],
        Default = "block",
    };

    [Theory]
    [InlineData("in-a", "alice", "one", "both")]
    [InlineData("in-a", "carol", "one", "both")]
    [InlineData("in-b", "alice", "two", "inbound only")]
    [InlineData("in-a", "bob", "three", "user only")]
    [InlineData("in-a", "dave", "block", "default")]
    public void Build_Rules_DecideAsWritten(string inbound, string user, string outbound, string rule)
    {
        Destination.TryFromHost("example.com", 443, out var destination).ShouldBeTrue();

        var decision = RouteTableBuilder.Build(Options).Decide(new RouteQuery(inbound, user, user + "@example.com", null, Network.Tcp, destination));

        (decision.Outbound, decision.Rule).ShouldBe((outbound, rule));
    }

    [Fact]
    public void Build_RuleWithoutConditions_AlwaysHolds()
    {
        var options = new RoutingOptions { Rules = [new RuleOptions { Name = "all", Outbound = "one" }] };
        Destination.TryFromHost("example.com", 443, out var destination).ShouldBeTrue();

        RouteTableBuilder.Build(options).Decide(new RouteQuery("in", "alice", null, null, Network.Tcp, destination)).Outbound.ShouldBe("one");
    }
}
