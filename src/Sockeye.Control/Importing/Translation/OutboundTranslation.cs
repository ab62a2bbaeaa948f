using Sockeye.Control.Certificates;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.ExternalProxies;
using Sockeye.Control.Importing.Xray;
using Sockeye.Control.Users;
using Sockeye.Core.Routing;

namespace Sockeye.Control.Importing.Translation;

/// <summary>Xray's outbounds and the external proxies, and which tag of Xray's means which outbound here.</summary>
/// <param name="system">What was read.</param>
/// <param name="ownTags">Outbounds that the configuration beside the files defines in our own words: they win.</param>
/// <param name="notes">Told of every outbound.</param>
internal sealed class OutboundTranslation(ImportedSystem system, IReadOnlyCollection<string> ownTags, ImportNotes notes)
{
    private readonly Dictionary<string, string> _meanings = new(StringComparer.Ordinal);

    /// <summary>Whether the proxy that the file of external proxies has for all traffic becomes the default where no Xray file says.</summary>
    public required bool SetsDefaultOfProxies { get; init; }

    /// <summary>For <c>outbounds</c>.</summary>
    public List<TranslatedOutbound> Outbounds { get; } = [];

    /// <summary>For the upstreams: the external proxies.</summary>
    public List<ExternalProxy> Upstreams { get; } = [];

    /// <summary>Where what no rule decides goes, as Xray has it: to its first outbound.</summary>
    public string Default { get; private set; } = WellKnownOutbounds.Direct;

    public void Run()
    {
        foreach (var proxy in system.ExternalProxies?.Proxies ?? [])
        {
            Add(proxy);
        }

        foreach (var outbound in system.Xray?.Outbounds ?? [])
        {
            Add(outbound);
        }

        if (system.Xray?.Outbounds is [var first, ..])
        {
            SetDefault(first);
        }
        else if (system is { Xray: null, ExternalProxies: { IsForAllTraffic: true, Enabled: true } external } && external.Proxies.FirstOrDefault(p => p.IsActive && p.IsEnabled) is { } active)
        {
            if (!SetsDefaultOfProxies)
            {
                notes.Warn(external.ModePlace ?? active.Place, $"the configuration stays as it is: for all traffic through this proxy write \"routing\": {{\"default\": {ConfigurationPath.Quote(active.Id)}}} there");
                return;
            }


            Default = active.Id;
            notes.Translated(external.ModePlace ?? active.Place, $"\"routing\": {{\"default\": {ConfigurationPath.Quote(active.Id)}}}: all traffic goes through the active proxy");
        }
        else if (system is { Xray: not null, ExternalProxies: { IsForAllTraffic: true, ModePlace: { } place } })
        {
            notes.Unconcerned(place, "the rules of Xray's file say where traffic goes");
        }
    }

    /// <summary>What a tag of Xray's means here; a tag that nothing defines stays itself, and fails closed.</summary>
    public string Meaning(XrayText tag)
    {
        if (_meanings.TryGetValue(tag.Text, out var meaning))
        {
            return meaning;
        }

        if (tag.Text is WellKnownOutbounds.Direct or WellKnownOutbounds.Block || ownTags.Contains(tag.Text))
        {
            return tag.Text;
        }

        // The scripts of the deployed system call the active proxy's outbound external-proxy, and that of a user external-ID.
        var proxies = system.ExternalProxies?.Proxies ?? [];
        var meant = tag.Text == "external-proxy" && proxies.Where(p => p.IsActive && p.IsEnabled).ToList() is [var only] ? only
            : proxies.FirstOrDefault(p => tag.Text == p.Id || tag.Text == $"external-{p.Id}" || tag.Text == $"external-proxy-{p.Id}");
        if (meant is null)
        {
            return tag.Text;
        }

        if (meant.Id != tag.Text)
        {
            notes.Translated(tag.Place, $"the external proxy {ConfigurationPath.Quote(meant.Id)}: Xray's file defines no outbound of this tag");
        }

        return _meanings[tag.Text] = meant.Id;
    }

    private void Add(ExternalProxy proxy)
    {
        if (GivesWay(proxy.Id, proxy.AllowsInsecure, proxy.Place))
        {
            return;
        }

        if (proxy.Password is { } password && PasswordHashFormat.IsSupported(password, out _))
        {
            notes.Warn(proxy.Place, $"the password for {ConfigurationPath.Quote(proxy.Id)} looks like a hash, and an external proxy wants the password itself: see whether it lets us in (sockeye upstream test)");
        }

        Upstreams.Add(proxy);
    }

    private void Add(XrayOutbound outbound)
    {
        var tag = outbound.Tag?.Text;
        switch (outbound.Kind)
        {
            case XrayOutboundKind.Direct:
                Mean(tag, WellKnownOutbounds.Direct, outbound);
                break;
            case XrayOutboundKind.Block when Upstreams.Find(external => external.Id == tag) is { IsEnabled: false } resting:
                // Refused either way, but not for ever: who switches the proxy on again finds his rules as they were.
                notes.Translated(outbound.Place, $"the external proxy {ConfigurationPath.Quote(resting.Id)} ({resting.Place}), which is switched off");
                break;
            case XrayOutboundKind.Block:
                Mean(tag, WellKnownOutbounds.Block, outbound);
                break;
            case XrayOutboundKind.Proxy when outbound.Proxy is { } proxy:
                var free = Free(tag, outbound);
                if (tag is not null)
                {
                    _meanings[tag] = free;
                }

                if (!GivesWay(free, proxy.AllowsInsecure, outbound.Place) && !IsSaidByTwin(free, proxy, outbound.Place))
                {
                    Outbounds.Add(new TranslatedOutbound(free, proxy, outbound.Place));
                    notes.Translated(outbound.Place, $"outbound {ConfigurationPath.Quote(free)}: {proxy}");
                }

                break;
            case XrayOutboundKind.Foreign when tag is WellKnownOutbounds.Direct:
                // It must not come to mean the way out without any proxy.
                _meanings[tag] = WellKnownOutbounds.Block;
                break;
        }
    }

    private void Mean(string? tag, string wellKnown, XrayOutbound outbound)
    {
        if (tag is not null)
        {
            _meanings[tag] = wellKnown;
        }

        notes.Translated(outbound.Place, $"{outbound.Protocol} is the outbound \"{wellKnown}\" here, which always exists");
    }

    private string Free(string? tag, XrayOutbound outbound)
    {
        var wanted = tag switch
        {
            null => "proxy",
            WellKnownOutbounds.Direct or WellKnownOutbounds.Block => $"{tag}-proxy",
            _ => tag,
        };
        if (tag is not null && tag != wanted)
        {
            notes.Translated(outbound.Tag!.Place, $"the tag is {ConfigurationPath.Quote(wanted)} here: \"{tag}\" always exists and means something else");
        }

        return wanted;
    }

    /// <summary>Whether our own configuration defines it, which also is the way to keep one whose certificate nobody verified.</summary>
    private bool GivesWay(string tag, SourcePlace? allowsInsecure, SourcePlace place)
    {
        if (ownTags.Contains(tag))
        {
            notes.Translated(allowsInsecure ?? place, $"the outbound {ConfigurationPath.Quote(tag)} of the configuration is used instead");
            return true;
        }

        if (allowsInsecure is { } insecure)
        {
            notes.Refuse(
                insecure,
                $"an upstream whose certificate nobody verifies may be anybody: say false here, or define {ConfigurationPath.Quote(tag)} in the configuration's \"outbounds\" with its own authority (\"tls\": {{\"certificateAuthority\": FILE}}) or key (\"pin\")");
        }

        return false;
    }

    /// <summary>Of an external proxy that both files have under one name, the one of which more is known: Xray's, unless it is the same.</summary>
    private bool IsSaidByTwin(string tag, XrayProxy proxy, SourcePlace place)
    {
        if (Upstreams.Find(external => external.Id == tag) is not { } twin)
        {
            return false;
        }

        var isSame = twin.IsEnabled
            && (proxy.Scheme, proxy.Host, proxy.Port, proxy.UserName, proxy.Password, proxy.ServerName) == (twin.Scheme, twin.Host, twin.Port, twin.UserName, twin.Password, twin.ServerName);
        var authority = isSame && proxy.CertificateAuthority is { } file ? Authority(file) : null;
        if (isSame && (authority is null) == (proxy.CertificateAuthority is null))
        {
            Upstreams[Upstreams.IndexOf(twin)] = twin with { CertificateAuthorityPem = authority };
            notes.Translated(place, $"the external proxy {ConfigurationPath.Quote(tag)} ({twin.Place}), which says the same{(authority is null ? "" : "; the authority is kept with it")}");
            return true;
        }

        Upstreams.Remove(twin);
        notes.Translated(twin.Place, $"Xray's file defines {ConfigurationPath.Quote(tag)} too ({place}), and that one is used");
        return false;
    }

    /// <summary>The content of a file of authorities; null where it is none, which is told where Xray's outbound is bound.</summary>
    private static string? Authority(string file)
    {
        try
        {
            CertificateFiles.LoadAuthorities(file);
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is CertificateException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void SetDefault(XrayOutbound first)
    {
        Default = first.Kind switch
        {
            XrayOutboundKind.Direct => WellKnownOutbounds.Direct,
            XrayOutboundKind.Block => first.Tag is { } tag ? Meaning(tag) : WellKnownOutbounds.Block,
            XrayOutboundKind.Proxy => first.Tag is { } named ? Meaning(named) : "proxy",
            _ => WellKnownOutbounds.Block,
        };
        if (first.Kind == XrayOutboundKind.Foreign)
        {
            notes.Refuse(first.Place, $"Xray sends what no rule decides to its first outbound, and {first.Protocol} can't be had here: put another one first in a copy");
        }
        else if (Default != WellKnownOutbounds.Direct)
        {
            notes.Translated(first.Place, $"\"routing\": {{\"default\": {ConfigurationPath.Quote(Default)}}}: Xray sends what no rule decides to its first outbound");
        }
    }
}
