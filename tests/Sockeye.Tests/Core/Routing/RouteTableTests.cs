using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Core.Routing;

namespace Sockeye.Tests.Core.Routing;

public sealed class RouteTableTests
{
    private static readonly RouteRule AliceOnSocks =
        new("rule 1", [new InboundCondition(["socks-in"]), new UserCondition(["alice"])], "external-proxy");

    private static readonly RouteRule BobByMail = new("rule 2", [new UserCondition(["Bob@example.com", "carol"])], WellKnownOutbounds.Block);

    [Theory]
    [InlineData("socks-in", "alice", null, null, "external-proxy", "rule 1")]
    [InlineData("socks-in", "alice", null, "own", "external-proxy", "rule 1")]
    [InlineData("other-in", "alice", null, "own", "own", "user")]
    [InlineData("other-in", "alice", null, null, "direct", "default")]
    [InlineData("socks-in", "Alice", null, null, "direct", "default")]
    [InlineData("Socks-in", "alice", null, null, "direct", "default")]
    [InlineData("socks-in", "bob", "bob@EXAMPLE.com", "own", "block", "rule 2")]
    [InlineData("socks-in", "bob", "alice", null, "external-proxy", "rule 1")]
    [InlineData("socks-in", "BOB@example.com", null, null, "direct", "default")]
    [InlineData("socks-in", "Bob@example.com", null, null, "block", "rule 2")]
    [InlineData("other-in", "carol", null, null, "block", "rule 2")]
    public void Decide_WithRules_TakesTheFirstThatHoldsThenTheUsersOwnThenTheDefault(
        string inbound, string user, string? email, string? upstream, string outbound, string rule)
    {
        var decision = new RouteTable([AliceOnSocks, BobByMail], WellKnownOutbounds.Direct).Decide(Query(inbound, user, email, upstream));
        decision.Outbound.ShouldBe(outbound);
        decision.Rule.ShouldBe(rule);
    }

    [Fact]
    public void Decide_WithTwoRulesThatHold_TakesTheUpper() =>
        new RouteTable([AliceOnSocks, new("rule 2", [], "other")], "direct").Decide(Query("socks-in", "alice")).Rule.ShouldBe("rule 1");

    [Fact]
    public void Decide_WithARuleWithoutConditions_AlwaysTakesIt()
    {
        var decision = new RouteTable([new("all", [], "other")], "direct").Decide(Query("in", "anybody", upstream: "own"));
        decision.ShouldBe(new RouteDecision("other", "all", "it has no conditions"));
    }

    [Fact]
    public void Decide_WithAConditionOnNothing_NeverTakesTheRule() =>
        new RouteTable([new("none", [new UserCondition([])], "other")], "direct").Decide(Query("in", "anybody")).Outbound.ShouldBe("direct");

    [Fact]
    public void Decide_ByRule_SaysWhyInWords() =>
        new RouteTable([AliceOnSocks, BobByMail], "direct").Decide(Query("socks-in", "alice")).Reason
            .ShouldBe("inbound is socks-in and user is alice");

    [Fact]
    public void Describe_OfSeveralValues_NamesAll() => BobByMail.Describe().ShouldBe("user is one of Bob@example.com, carol");

    [Fact]
    public void Decide_WithTheEmptyTable_IsDirectUnlessTheUserHasAnUpstream()
    {
        RouteTable.Empty.Decide(Query("in", "alice")).Outbound.ShouldBe("direct");
        RouteTable.Empty.Decide(Query("in", "alice", upstream: "own")).Outbound.ShouldBe("own");
    }

    private static RouteQuery Query(string inbound, string user, string? email = null, string? upstream = null)
    {
        Destination.TryParse("example.com:443", out var destination).ShouldBeTrue();
        return new RouteQuery(inbound, user, email, upstream, Network.Tcp, destination);
    }
}
