using System.Globalization;
using Sockeye.Control.Configuration;
using Sockeye.Control.Importing.Haproxy;

namespace Sockeye.Control.Importing.Translation;

/// <summary>The limits in time and number of both programs as those of one: a connection passed both, so that the shorter one was felt.</summary>
internal sealed class LimitTranslation(ImportedSystem system, InboundTranslation inbounds, ImportNotes notes)
{
    private const int MaximumConnections = 1 << 20;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongestHandshake = TimeSpan.FromHours(1);
    private static readonly TimeSpan MobileIdle = TimeSpan.FromSeconds(300);

    /// <summary>For <c>timeouts</c>: each key with its value and place.</summary>
    public List<(string Key, TimeSpan Value, SourcePlace Place)> Timeouts { get; } = [];

    /// <summary>For <c>limits.connections</c>, or null.</summary>
    public HaproxyValue<int>? Connections { get; private set; }

    public void Run()
    {
        AddTimeouts();
        SetConnections();
    }

    private void AddTimeouts()
    {
        var levels = inbounds.Inbounds.Select(inbound => inbound.Source?.Level).OfType<int>().Distinct().ToList();
        var policy = levels is [var level, ..] ? system.Xray?.Policies.GetValueOrDefault(level) : null;
        if (levels.Count > 1 && policy is not null)
        {
            notes.Warn(policy.Idle?.Place ?? new SourcePlace(system.Files.Xray!, 0, 0, "policy.levels"), string.Create(CultureInfo.InvariantCulture, $"the inbounds have several levels; the limits of level {levels[0]} hold for all"));
        }

        AddHandshake(policy?.Handshake);
        Add("idle", Shorter(Longer(inbounds.Frontends.Select(Idle)), policy?.Idle), [.. inbounds.Frontends.SelectMany(Idles), policy?.Idle]);
        Add(
            "halfClosed",
            Shorter(Longer(inbounds.Frontends.SelectMany(Fins)), Longer([policy?.UplinkOnly, policy?.DownlinkOnly])),
            [.. inbounds.Frontends.SelectMany(Fins), policy?.UplinkOnly, policy?.DownlinkOnly]);
        if (Timeouts.Find(timeout => timeout.Key == "idle") is { Key: not null } idle && idle.Value < MobileIdle)
        {
            notes.Warn(idle.Place, $"connections end after {DurationText.Format(idle.Value)} without a byte, which cuts phones off; {DurationText.Format(MobileIdle)} is what they need");
        }
    }

    // Xray's limit begins behind the TLS handshake, which was HAProxy's; ours is for both, and a slow phone needs it.
    private void AddHandshake((TimeSpan Value, SourcePlace Place)? limit)
    {
        var byDefault = new TimeoutOptions().Handshake;
        if (limit is not { } found)
        {
            return;
        }

        if (found.Value <= byDefault)
        {
            notes.Unconcerned(found.Place, $"TLS and the login together have {DurationText.Format(byDefault)} here");
            return;
        }

        Add("handshake", (found.Value > LongestHandshake ? LongestHandshake : found.Value, found.Place), []);
    }

    // Once both sides have spoken, timeout tunnel stands in the place of the two others.
    private static (TimeSpan Value, SourcePlace Place)? Idle((HaproxyFrontend Frontend, HaproxyBackend Backend) pair) =>
        Pair(pair.Backend.Timeouts.Tunnel ?? pair.Frontend.Timeouts.Tunnel)
        ?? Shorter(Pair(pair.Frontend.Timeouts.Client), Pair(pair.Backend.Timeouts.Server));

    private static IEnumerable<(TimeSpan Value, SourcePlace Place)?> Idles((HaproxyFrontend Frontend, HaproxyBackend Backend) pair) =>
        [Pair(pair.Backend.Timeouts.Tunnel), Pair(pair.Frontend.Timeouts.Tunnel), Pair(pair.Frontend.Timeouts.Client), Pair(pair.Backend.Timeouts.Server)];

    private static IEnumerable<(TimeSpan Value, SourcePlace Place)?> Fins((HaproxyFrontend Frontend, HaproxyBackend Backend) pair) =>
        [Pair(pair.Frontend.Timeouts.ClientFin), Pair(pair.Backend.Timeouts.ServerFin)];

    private static (TimeSpan Value, SourcePlace Place)? Pair(HaproxyValue<TimeSpan>? value) => value is null ? null : (value.Value, value.Place);

    private static (TimeSpan Value, SourcePlace Place)? Shorter((TimeSpan Value, SourcePlace Place)? one, (TimeSpan Value, SourcePlace Place)? other) =>
        one is null || (other is not null && other.Value.Value < one.Value.Value) ? other : one;

    private static (TimeSpan Value, SourcePlace Place)? Longer(IEnumerable<(TimeSpan Value, SourcePlace Place)?> values) =>
        values.Where(value => value is not null).OrderByDescending(value => value!.Value.Value).FirstOrDefault();

    private void Add(string key, (TimeSpan Value, SourcePlace Place)? limit, IReadOnlyList<(TimeSpan Value, SourcePlace Place)?> all)
    {
        if (limit is not { } found)
        {
            return;
        }

        var value = found.Value < Shortest ? Shortest : found.Value > Longest ? Longest : found.Value;
        Timeouts.Add((key, value, found.Place));
        if (value == found.Value)
        {
            notes.Translated(found.Place, $"\"timeouts\": {{\"{key}\": \"{DurationText.Format(value)}\"}}");
        }
        else
        {
            notes.Warn(found.Place, $"\"timeouts\": {{\"{key}\": \"{DurationText.Format(value)}\"}}: {DurationText.Format(found.Value)} is out of bounds here");
        }

        foreach (var other in all.OfType<(TimeSpan Value, SourcePlace Place)>().Select(other => other.Place).Where(place => place != found.Place))
        {
            notes.Unconcerned(other, $"the limit at {found.Place} is the one that was felt");
        }
    }

    private void SetConnections()
    {
        if (inbounds.Frontends.Count == 0)
        {
            return;
        }

        var global = system.Haproxy?.Global.MaximumConnections;
        var own = inbounds.Frontends.Select(pair => LimitOf(pair.Frontend)).ToList();
        var sum = own.TrueForAll(limit => limit is not null) ? own.Sum(limit => (long)limit!.Value) : long.MaxValue;
        Connections = sum < (global?.Value ?? long.MaxValue) ? new HaproxyValue<int>((int)Math.Min(sum, int.MaxValue), own[0]!.Place) : global;
        if (Connections is { } found)
        {
            var connections = Connections = found with { Value = Math.Min(found.Value, MaximumConnections) };
            notes.Translated(connections.Place, string.Create(CultureInfo.InvariantCulture, $"\"limits\": {{\"connections\": {connections.Value}}}, for all ports together"));
        }
    }

    // A bind's own limit holds for each of its addresses.
    private static HaproxyValue<int>? LimitOf(HaproxyFrontend frontend)
    {
        var binds = frontend.Binds;
        var sum = binds.Count > 0 && binds.All(bind => bind.MaximumConnections is not null)
            ? binds.Sum(bind => (long)bind.MaximumConnections!.Value * bind.Addresses.Count) : long.MaxValue;
        return sum < (frontend.MaximumConnections?.Value ?? long.MaxValue)
            ? new HaproxyValue<int>((int)Math.Min(sum, int.MaxValue), binds[0].Place) : frontend.MaximumConnections;
    }
}
