using System.Globalization;
using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.Xray;

/// <summary>Reads <c>policy</c>: the time limits of its levels, in seconds.</summary>
internal static class XrayPolicyReader
{
    public static IReadOnlyDictionary<int, XrayPolicy> Read(SourceObject root)
    {
        var policies = new Dictionary<int, XrayPolicy>();
        if (root.Object("policy") is not { } policy)
        {
            return policies;
        }

        if (policy.Has("system"))
        {
            policy.Unconcerned("system", "Sockeye's counters stand at /metrics");
        }

        if (policy.Object("levels") is { } levels)
        {
            foreach (var key in levels.Keys)
            {
                ReadLevel(levels, key, policies);
            }

            levels.Finish();
        }

        policy.Finish();
        return policies;
    }

    private static void ReadLevel(SourceObject levels, string key, Dictionary<int, XrayPolicy> policies)
    {
        if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            levels.Refuse(key, "a level is a whole number, such as \"0\"");
            return;
        }

        if (levels.Object(key) is not { } level)
        {
            return;
        }

        policies[number] = new XrayPolicy
        {
            Handshake = Seconds(level, "handshake"),
            Idle = Seconds(level, "connIdle"),
            UplinkOnly = Seconds(level, "uplinkOnly"),
            DownlinkOnly = Seconds(level, "downlinkOnly"),
        };
        level.Finish();
    }

    private static (TimeSpan, SourcePlace)? Seconds(SourceObject level, string key) =>
        level.Integer(key, 0, int.MaxValue) is { } seconds ? (TimeSpan.FromSeconds(seconds), level.PlaceOf(key)) : null;
}
