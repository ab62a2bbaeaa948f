using CsCheck;
using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Core.Routing;

namespace Sockeye.Tests.Core.Routing;

/// <summary>The index decides as asking every rule from top to bottom would.</summary>
public sealed class RouteIndexTests
{
    private static readonly string[] Users = ["alice", "Alice", "bob", "bob@example.com", "BOB@example.com", "kelvin@example.com", "\u212Aelvin@example.com"];
    private static readonly string[] Inbounds = ["a", "A", "b", "c"];

    private static readonly Gen<RouteCondition> Condition = Gen.OneOf<RouteCondition>(
        Subset(Users).Select(users => (RouteCondition)new UserCondition(users)),
        Subset(Inbounds).Select(inbounds => (RouteCondition)new InboundCondition(inbounds)),
        Gen.Enum<Network>().Select(network => (RouteCondition)new NetworkCondition(network)));

    private static readonly Gen<RouteTable> Table =
        Condition.List[0, 3].List[0, 30].Select(rules => new RouteTable([.. rules.Select((conditions, i) => new RouteRule($"rule {i}", conditions, $"out {i}"))], "direct"));

    private static readonly Gen<RouteQuery> Query = Gen.Select(
        OneOf([.. Inbounds, "nowhere"]), OneOf([.. Users, "nobody"]), OneOf<string?>([.. Users, null]), Gen.Enum<Network>(), Gen.Bool)
        .Select((inbound, name, email, network, hasUpstream) =>
            new RouteQuery(inbound, name, email, hasUpstream ? "own" : null, network, default));

    [Fact]
    public void Decide_AnyTableAndQuery_IsTheFirstRuleThatHolds() => Gen.Select(Table, Query).Sample(
        (table, query) =>
        {
            var first = table.Rules.FirstOrDefault(rule => rule.Holds(query));
            table.Decide(query).Rule.ShouldBe(first?.Name ?? (query.UserUpstream is null ? RouteDecision.DefaultRule : RouteDecision.UserRule));
        },
        iter: 20_000);

    [Fact]
    public void Decide_ManyUsersTimesManyInbounds_IsTheSameWithoutPairs()
    {
        string[] users = [.. Enumerable.Range(0, 300).Select(i => $"user{i}")];
        string[] inbounds = [.. Enumerable.Range(0, 300).Select(i => $"in{i}")];
        var table = new RouteTable(
            [new("never", [new UserCondition(users), new InboundCondition(["other"])], "x"), new("rule", [new InboundCondition(inbounds), new UserCondition(users)], "out")],
            "direct");
        table.Decide(new RouteQuery("in299", "user299", null, null, Network.Tcp, default)).Rule.ShouldBe("rule");
        table.Decide(new RouteQuery("in300", "user299", null, null, Network.Tcp, default)).Rule.ShouldBe("default");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public void Decide_ManyRules_AsksAHandful(int count)
    {
        var asked = new Counter();
        var table = new RouteTable(
            [.. Enumerable.Range(0, count).Select(i => new RouteRule(
                $"rule {i}", [new CountingCondition(asked), new InboundCondition([$"in{i}"]), new UserCondition(["alice", $"user{i}"])], "out"))],
            "direct");
        table.Decide(new RouteQuery($"in{count - 1}", "alice", $"USER{count - 1}", null, Network.Tcp, default)).Rule.ShouldBe($"rule {count - 1}");
        asked.Value.ShouldBe(1);
    }

    private static Gen<T> OneOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<string[]> Subset(string[] values) => OneOf(values).Array[0, 3];

    private sealed class NetworkCondition(Network network) : RouteCondition
    {
        public override bool Holds(RouteQuery query) => query.Network == network;

        public override string Describe() => $"network is {network}";
    }

    private sealed class Counter
    {
        public int Value { get; set; }
    }

    private sealed class CountingCondition(Counter counter) : RouteCondition
    {
        public override bool Holds(RouteQuery query) => ++counter.Value > 0;

        public override string Describe() => "always";
    }
}
