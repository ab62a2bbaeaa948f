using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.ExternalProxies;

/// <summary>
/// Reads an <c>external_proxy.json</c>, in its nested or its flat variant: an object with the list <c>proxies</c> or
/// <c>external_proxies</c>, or with one <c>external_proxy</c>; a list alone; or one proxy alone.
/// </summary>
internal static class ExternalProxyReader
{
    private static readonly string[] Containers = ["proxies", "external_proxies", "external_proxy"];
    private static readonly string[] EntryKeys = ["type", "protocol", "address", "host", "server"];

    /// <summary>The proxies without those that have a fault; null where the file is no JSON object or list, after a refusal.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="file">Its name, for places.</param>
    /// <param name="notes">Told of every field.</param>
    public static ExternalProxyConfiguration? Read(ReadOnlySpan<byte> utf8, string file, ImportNotes notes)
    {
        if (SourceJson.Read(utf8, file, notes) is not { } root)
        {
            return null;
        }

        var entries = new EntryReader();
        switch (root.Kind)
        {
            case ConfigurationNodeKind.Array:
                return Of(entries.ReadAll(root.Items.Select(item => SourceObject.Open(item, file, notes)).OfType<SourceObject>(), fallsBack: false));
            case ConfigurationNodeKind.Object when SourceObject.Open(root, file, notes) is { } top:
                return ReadTop(top, entries, fallsBack: false);
            default:
                notes.Refuse(
                    SourceObject.PlaceIn(file, root.Place),
                    $"expected an object with \"proxies\", or a list of proxies, found {SourceObject.Describe(root)}");
                return null;
        }
    }

    private static ExternalProxyConfiguration ReadTop(SourceObject top, EntryReader entries, bool fallsBack)
    {
        if (!Containers.Any(top.Has) && EntryKeys.Any(top.Has))
        {
            return Of(entries.ReadAll([top], fallsBack));
        }

        if (!Containers.Any(top.Has))
        {
            top.Refuse("proxies", "\"proxies\" is missing: the list of proxies");
        }

        var isEnabled = top.Boolean("enabled") ?? true;
        if (!isEnabled)
        {
            top.Translated("enabled", "off: not all traffic goes to the active proxy");
        }

        var routing = ProxyRouting.Read(top);
        fallsBack = routing.FallsBackToDirect ?? fallsBack;
        List<ExternalProxy> proxies =
            [.. entries.ReadAll(top.Objects("proxies"), fallsBack), .. entries.ReadAll(top.Objects("external_proxies"), fallsBack)];
        var inner = top.Object("external_proxy") is { } one ? ReadTop(one, entries, fallsBack) : Of([]);
        ForeignProxyFields.Tell(top);
        top.Finish();

        var all = Of([.. proxies, .. inner.Proxies]);
        return all with
        {
            Enabled = isEnabled && inner.Enabled && routing.Mode != ProxyRoutingMode.Disabled,
            IsForAllTraffic = all.IsForAllTraffic || inner.IsForAllTraffic || routing.Mode == ProxyRoutingMode.AllTraffic,
            ModePlace = routing.ModePlace ?? inner.ModePlace ?? all.ModePlace,
        };
    }

    private static ExternalProxyConfiguration Of(IReadOnlyList<ExternalProxy> proxies)
    {
        var asking = proxies.FirstOrDefault(proxy => proxy is { IsActive: true, AllTrafficPlace: not null });
        return new ExternalProxyConfiguration { Proxies = proxies, IsForAllTraffic = asking is not null, ModePlace = asking?.AllTrafficPlace };
    }
}
