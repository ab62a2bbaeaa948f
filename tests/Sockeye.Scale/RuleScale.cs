using System.Diagnostics;
using System.Globalization;
using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Core.Routing;

namespace Sockeye.Scale;

/// <summary>What a decision costs at 10, 1,000 and 100,000 rules.</summary>
internal static class RuleScale
{
    public static void Run()
    {
        Console.WriteLine("rules     build ms   decide ns: user   e-mail   inbound  user+inbound  nobody's");
        foreach (var count in (int[])[10, 10, 1_000, 100_000, 100_000])
        {
            Measure(count);
        }
    }

    private static void Measure(int count)
    {
        var clock = Stopwatch.StartNew();
        var users = Table(count, i => [new UserCondition([Name(i)])]);
        var build = clock.Elapsed;
        var inbounds = Table(count, i => [new InboundCondition([$"in{i}"])]);
        var pairs = Table(count, i => [new InboundCondition([$"in{i}"]), new UserCondition(["alice"])]);
        var last = count - 1;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count,7}  {build.TotalMilliseconds,9:F1}  {Decide(users, Query("in", Name(last), null), last),15:F0}  {Decide(users, Query("in", "x", Name(last)), last),7:F0}  {Decide(inbounds, Query($"in{last}", "x", null), last),8:F0}  {Decide(pairs, Query($"in{last}", "alice", null), last),12:F0}  {Decide(users, Query("in", "nobody", "n@example.com"), null),8:F0}"));
    }

    private static RouteTable Table(int count, Func<int, RouteCondition[]> conditions) =>
        new([.. Enumerable.Range(0, count).Select(i => new RouteRule($"rule {i}", conditions(i), "block"))], "direct");

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"user{i}@example.com");

    private static RouteQuery Query(string inbound, string user, string? email)
    {
        _ = Destination.TryParse("example.com:443", out var destination);
        return new RouteQuery(inbound, user, email, null, Network.Tcp, destination);
    }

    private static double Decide(RouteTable table, RouteQuery query, int? expected)
    {
        var rule = expected is { } i ? $"rule {i}" : RouteDecision.DefaultRule;
        if (table.Decide(query).Rule != rule)
        {
            throw new InvalidOperationException($"decided by {table.Decide(query).Rule}, not {rule}");
        }

        var rounds = 0;
        var clock = Stopwatch.StartNew();
        while (clock.ElapsedMilliseconds < 300)
        {
            for (var n = 0; n < 100; n++, rounds++)
            {
                table.Decide(query);
            }
        }

        return clock.Elapsed.TotalNanoseconds / rounds;
    }
}
