using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.ExternalProxies;

/// <summary>What <c>routing</c> says, of the file or of one proxy; null where it says nothing.</summary>
internal readonly record struct ProxyRouting(ProxyRoutingMode? Mode, SourcePlace? ModePlace, bool? FallsBackToDirect)
{
    private static readonly string[] Modes = ["all-traffic", "selective", "disabled"];
    private static readonly string[] Fallbacks = ["retry-then-block", "retry-then-direct", "block", "direct", "none"];

    public static ProxyRouting Read(SourceObject holder)
    {
        if (holder.Object("routing") is not { } routing)
        {
            return default;
        }

        var mode = ModeOf(routing);
        var fallback = FallbackOf(routing);
        routing.Finish();
        return new ProxyRouting(mode, mode is null ? null : routing.PlaceOf("mode"), fallback);
    }

    private static ProxyRoutingMode? ModeOf(SourceObject routing)
    {
        const string Key = "mode";
        if (routing.String(Key) is not { } text)
        {
            return null;
        }

        switch (Plain(text))
        {
            case "all-traffic":
                routing.Translated(Key, "all traffic, of the proxy that is active and switched on");
                return ProxyRoutingMode.AllTraffic;
            case "selective":
                routing.Warn(Key, "this file has no rules of domains; only users with an external proxy of their own go through it");
                return ProxyRoutingMode.Selective;
            case "disabled":
                routing.Translated(Key, "off, as \"enabled\": false");
                return ProxyRoutingMode.Disabled;
            default:
                routing.Refuse(Key, $"expected all-traffic, selective or disabled, found {ConfigurationPath.Quote(text)}{NearestName.Hint(text, Modes)}");
                return null;
        }
    }

    private static bool? FallbackOf(SourceObject routing)
    {
        const string Key = "fallback";
        if (routing.String(Key) is not { } text)
        {
            return null;
        }

        switch (Plain(text))
        {
            case "block" or "none":
                routing.Translated(Key, "what the proxy can't carry is refused");
                return false;
            case "retry-then-block":
                routing.Translated(Key, "what the proxy can't carry is refused at once; clients try again");
                return false;
            case var word when word.EndsWith("direct", StringComparison.Ordinal):
                routing.Warn(Key, "what the proxy can't carry goes out directly and shows this server's own address, only because this says so; \"block\" refuses it");
                return true;
            default:
                routing.Refuse(Key, $"expected {string.Join(", ", Fallbacks)}, found {ConfigurationPath.Quote(text)}{Hint(text)}");
                return null;
        }
    }

    private static string Hint(string text) =>
        NearestName.Find(text, Fallbacks) is { } nearest ? $"; did you mean {ConfigurationPath.Quote(nearest)}?" : "";

    private static string Plain(string word) => word.ToLowerInvariant().Replace('_', '-');
}

/// <summary>Whose traffic an external proxy is for.</summary>
internal enum ProxyRoutingMode
{
    AllTraffic,

    /// <summary>By rules of domains, which stand elsewhere.</summary>
    Selective,

    Disabled,
}
