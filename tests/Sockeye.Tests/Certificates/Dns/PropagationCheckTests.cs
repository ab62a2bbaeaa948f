using System.Net;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Control.Certificates.Dns.Lookups;
using Sockeye.Control.Certificates.Dns.Propagation;
using Sockeye.Control.Configuration;

namespace Sockeye.Tests.Certificates.Dns;

/// <summary>What is waited for before the authority is told, and what is not.</summary>
public sealed class PropagationCheckTests
{
    private const string Name = "_acme-challenge.example.com";
    private const string One = "192.0.2.1:53";
    private const string Two = "192.0.2.2:53";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly DnsReply Refused = new(DnsReplyStatus.Refused, false, [], []);
    private static readonly DnsReply NoName = new(DnsReplyStatus.NoSuchName, true, [], []);

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedLookup _lookup = new();

    [Fact]
    public async Task Wait_AllServersShowAllValues_EndsAtOnce()
    {
        Zone();
        Text(One, Values("a", "b"));
        Text(Two, Values("b", "other", "a"));

        var result = await Check().WaitAsync([(Name, "a"), (Name, "b")], CancellationToken.None).WaitAsync(Limit);

        result.ShouldBe(new PropagationResult(true, null));
        _lookup.Questions.Count(q => q == $"{One} Text {Name}").ShouldBe(1);
    }

    [Fact]
    public async Task Wait_NoNameFirstThenTheRecord_AsksAgainWithGrowingPauses()
    {
        Zone();
        Text(One, NoName, NoName, NoName, Values("a"));
        Text(Two, Values("a"));

        var (result, elapsed) = await RunAsync(Check(), (Name, "a"));

        result.ShouldBe(new PropagationResult(true, null));
        elapsed.ShouldBe(TimeSpan.FromSeconds(1 + 2 + 3));
        _lookup.Questions.Count(q => q == $"{Two} Text {Name}").ShouldBe(1);
    }

    [Fact]
    public async Task Wait_OneServerStaysBehind_GoesOnAtTheLimitAndNamesIt()
    {
        Zone();
        Text(One, Values("a", "b"));
        Text(Two, Values("a", "old"));

        var (result, elapsed) = await RunAsync(Check(), (Name, "a"), (Name, "b"));

        result.ShouldBe(new PropagationResult(false, $"{Name}: {Two} has not all values yet"));
        elapsed.ShouldBe(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Wait_LameServer_IsLeftOutWhenItFailedTwice()
    {
        Zone();
        Text(One, Values("a"));

        // It shows the value, but does not have the zone: a cache, which may show others anything.
        Text(Two, Values("a") with { IsAuthoritative = false });

        var (result, elapsed) = await RunAsync(Check(), (Name, "a"));

        result.ShouldBe(new PropagationResult(true, $"{Name}: {Two} does not answer for the zone"));
        elapsed.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Wait_ServerThatFailsOnceAndIsBehindThen_IsWaitedFor()
    {
        Zone();
        Text(One, Values("a"));
        Text(Two, Refused, NoName, DnsReply.Silence, NoName, Values("a"));

        var (result, elapsed) = await RunAsync(Check(), (Name, "a"));

        result.ShouldBe(new PropagationResult(true, null));
        elapsed.ShouldBe(TimeSpan.FromSeconds(1 + 2 + 3 + 4));
    }

    [Fact]
    public async Task Wait_NobodyAnswers_GoesOnAtTheLimit()
    {
        Zone();
        Text(One, DnsReply.Silence);
        Text(Two, Refused);

        var (result, _) = await RunAsync(Check(), (Name, "a"));

        result.ShouldBe(new PropagationResult(false, $"{Name}: {One} does not answer, {Two} does not answer for the zone"));
    }

    [Fact]
    public async Task Wait_NameServersNotToBeFound_SaysSoAtTheLimit()
    {
        _lookup.Say("system", Name, DnsRecordKind.ZoneStart, DnsReply.Silence);

        var (result, _) = await RunAsync(Check(), (Name, "a"));

        result.ShouldBe(new PropagationResult(false, $"{Name}: the name servers of its zone can't be found"));
    }

    [Fact]
    public async Task Wait_ResolverThatFailsOnce_DoesNotLeadIntoTheZoneAbove()
    {
        Zone();
        _lookup.Say("system", Name, DnsRecordKind.ZoneStart, Refused, ScriptedLookup.Records("example.com", DnsRecordKind.ZoneStart, "ns1.example.com"))
            .Say("system", "example.com", DnsRecordKind.ZoneStart, "ns1.example.com");
        Text(One, Values("a"));
        Text(Two, Values("a"));

        var (result, elapsed) = await RunAsync(Check(), (Name, "a"));

        result.ShouldBe(new PropagationResult(true, null));
        elapsed.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Wait_Cname_IsFollowedIntoItsZone()
    {
        _lookup.Say("system", Name, DnsRecordKind.Alias, "x.keys.example.net")
            .Say("system", "x.keys.example.net", DnsRecordKind.Alias, "y.keys.example.net")
            .Say("system", "y.keys.example.net", DnsRecordKind.ZoneStart, NoName with { Authorities = [new DnsRecord("keys.example.net", DnsRecordKind.ZoneStart, "ns")] })
            .Say("system", "keys.example.net", DnsRecordKind.NameServer, "ns.example.net")
            .Say("system", "ns.example.net", DnsRecordKind.Address6, "2001:db8::1")
            .Say("[2001:db8::1]:53", "y.keys.example.net", DnsRecordKind.Text, "a");

        var result = await Check().WaitAsync([(Name, "a")], CancellationToken.None).WaitAsync(Limit);

        result.ShouldBe(new PropagationResult(true, null));
    }

    [Fact]
    public async Task Wait_ResolversGiven_AsksOnlyThem()
    {
        // Recursive ones have no authority, and one of the two leaves the CNAME to us.
        Text(One, Values("a") with { IsAuthoritative = false });
        Text(Two, ScriptedLookup.Records(Name, DnsRecordKind.Alias, "x.example.net") with { IsAuthoritative = false });
        _lookup.Say(Two, Name, DnsRecordKind.Alias, "x.example.net").Say(Two, "x.example.net", DnsRecordKind.Text, "a");

        var result = await Check(One, Two).WaitAsync([(Name, "a")], CancellationToken.None).WaitAsync(Limit);

        result.ShouldBe(new PropagationResult(true, null));
        _lookup.Questions.ShouldNotContain(q => q.StartsWith("system"));
    }

    [Fact]
    public async Task Wait_Cancelled_Throws()
    {
        Zone();
        using var cancellation = new CancellationTokenSource();
        var waiting = Check().WaitAsync([(Name, "a")], cancellation.Token);

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting.WaitAsync(Limit));
    }

    private static DnsReply Values(params string[] values) => ScriptedLookup.Records(Name, DnsRecordKind.Text, values);

    private void Text(string server, params DnsReply[] replies) => _lookup.Say(server, Name, DnsRecordKind.Text, replies);

    // A zone with two servers, which one finds by asking for the SOA above the name.
    private void Zone() => _lookup
        .Say("system", Name, DnsRecordKind.ZoneStart, ScriptedLookup.Nothing)
        .Say("system", "example.com", DnsRecordKind.ZoneStart, "ns1.example.com")
        .Say("system", "example.com", DnsRecordKind.NameServer, "ns1.example.com", "ns2.example.com")
        .Say("system", "ns1.example.com", DnsRecordKind.Address4, "192.0.2.1")
        .Say("system", "ns2.example.com", DnsRecordKind.Address4, "192.0.2.2");

    private PropagationCheck Check(params string[] resolvers) =>
        new(_lookup, new DnsPropagationOptions([.. resolvers.Select(IPEndPoint.Parse)], TimeSpan.FromSeconds(60)), _time);

    // Every answer comes at once and no context of the test's stands between, so between two steps of the clock the check
    // stands at a pause or has ended.
    private Task<(PropagationResult Result, TimeSpan Elapsed)> RunAsync(PropagationCheck check, params (string Name, string Value)[] records) => Task.Run(async () =>
    {
        var start = _time.GetUtcNow();
        var waiting = check.WaitAsync(records, CancellationToken.None);
        for (var second = 0; second < 60 && !waiting.IsCompleted; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        // The limit's cancellation comes by way of the thread pool, while the clock stands at it.
        return (await waiting.WaitAsync(Limit), _time.GetUtcNow() - start);
    });
}
