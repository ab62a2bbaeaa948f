using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Xray;
using Sockeye.Core;
using Sockeye.Core.Routing;

namespace Sockeye.Control.Importing.Translation;

/// <summary>A rule as <c>routing.rules</c> has it.</summary>
internal sealed record TranslatedRule(
    string? Name, IReadOnlyList<string> Inbounds, IReadOnlyList<string> Users, IReadOnlyList<Network> Networks, string Outbound, SourcePlace Place)
{
    /// <summary>Where the outbound is named.</summary>
    public SourcePlace OutboundPlace { get; init; } = Place;
}

/// <summary>Xray's rules, and those that keep what HAProxy and Xray told apart by ports.</summary>
internal sealed class RuleTranslation(
    ImportedSystem system, InboundTranslation inbounds, OutboundTranslation outbounds, OutboundReferences references, IReadOnlyList<ImportedUser> users, ImportNotes notes)
{
    public List<TranslatedRule> Rules { get; } = [];

    /// <summary>Where what no rule decides goes.</summary>
    public string Default { get; private set; } = WellKnownOutbounds.Direct;

    public void Run()
    {
        Default = outbounds.Default;
        KeepAccountsApart();
        foreach (var (tag, server) in inbounds.Forwarded)
        {
            Rules.Add(new TranslatedRule(null, [tag], [], [], TagOf(server), server.Place));
        }

        var rules = system.Xray?.Rules ?? [];
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].IsUnconditional)
            {
                SetDefault(rules[i], rules.Skip(i + 1));
                break;
            }

            Add(rules[i]);
        }

        LeaveToUpstreams();
        TellOfUpstreams();
        AddUpstreams();
    }

    /// <summary>The user with what he can keep as his own upstream: the others have a rule instead.</summary>
    public ImportedUser WithUpstream(ImportedUser user) =>
        user.Upstream is not null && Rules.Exists(rule => rule.Place == user.UpstreamPlace) ? user with { Upstream = null } : user;

    /// <summary>An account is good for its own inbound in Xray, and a user for every inbound here: he is refused where he had no account.</summary>
    private void KeepAccountsApart()
    {
        if (notes.HasRefusals)
        {
            return; // an account that was refused is missing here
        }

        var accounts = (system.Xray?.Inbounds ?? []).SelectMany(inbound => inbound.Accounts).Select(account => account.User).Distinct(StringComparer.Ordinal).ToList();
        foreach (var inbound in inbounds.Inbounds)
        {
            if (inbound.Source is { } source && accounts.Except(source.Accounts.Select(account => account.User), StringComparer.Ordinal).ToList() is { Count: > 0 } strangers)
            {
                Rules.Add(new TranslatedRule($"accounts of {inbound.Tag}", [inbound.Tag], strangers, [], WellKnownOutbounds.Block, source.Place));
                notes.Translated(source.Place, $"a rule refuses {ImportedNames.List(strangers)} on {ConfigurationPath.Quote(inbound.Tag)}: accounts of other inbounds only");
            }
        }
    }

    private void Add(XrayRule rule)
    {
        var tags = rule.Inbounds.SelectMany(inbound => inbounds.TagsOf(inbound.Text)).Distinct(StringComparer.Ordinal).ToList();
        if (rule.Inbounds.Count > 0 && tags.Count == 0)
        {
            if (notes.HasRefusals)
            {
                references.WarnOfUndefined(outbounds.Meaning(rule.Outbound), rule.Outbound.Place); // its inbound may be what was refused
                return;
            }

            notes.Unconcerned(rule.Place, "its inbounds are none of the proxy's, so that it never holds");
            return;
        }

        var outbound = references.Resolve(outbounds.Meaning(rule.Outbound), rule.Outbound.Place, out var why);
        Rules.Add(new TranslatedRule(rule.Name ?? why, tags, [.. rule.Users.Select(User).Distinct(StringComparer.Ordinal)], rule.Networks, outbound, rule.Place) { OutboundPlace = rule.Outbound.Place });
        notes.Translated(rule.Place, $"a rule to {ConfigurationPath.Quote(outbound)}");
    }

    /// <summary>
    /// Xray compares with the account's e-mail address, which a SOCKS account hasn't, so that the deployed rules for
    /// <c>alice@vless.local</c> never held: here they hold for the user with that address, or of the name before the @.
    /// </summary>
    private string User(XrayText user)
    {
        if (users.Any(known => known.Name == user.Text))
        {
            return user.Text;
        }

        if (users.FirstOrDefault(known => string.Equals(known.Email, user.Text, StringComparison.OrdinalIgnoreCase)) is { } addressed)
        {
            // By his name: the rule is to hold for him whatever becomes of his address.
            notes.Translated(user.Place, $"the user {ConfigurationPath.Quote(addressed.Name)}");
            return addressed.Name;
        }

        var at = user.Text.LastIndexOf('@');
        if (at > 0 && users.FirstOrDefault(known => known.Name == user.Text[..at]) is { } meant)
        {
            notes.Translated(user.Place, $"the user {ConfigurationPath.Quote(meant.Name)}");
            return meant.Name;
        }

        if (notes.HasRefusals)
        {
            return user.Text; // he may be who was refused
        }

        notes.Warn(user.Place, $"no user of these files is called {ConfigurationPath.Quote(user.Text)}; the rule holds for one of the database who is, by name or e-mail");
        return user.Text;
    }

    private void SetDefault(XrayRule rule, IEnumerable<XrayRule> behind)
    {
        Default = references.Resolve(outbounds.Meaning(rule.Outbound), rule.Outbound.Place, out _);
        notes.Translated(rule.Place, $"\"routing\": {{\"default\": {ConfigurationPath.Quote(Default)}}}: a rule without conditions holds for what the others leave, and a user's own upstream comes before it");
        foreach (var never in behind)
        {
            notes.Warn(never.Place, "it stands behind a rule without conditions and never held; left out");
        }
    }

    private string TagOf(Haproxy.HaproxyServer server) =>
        outbounds.Outbounds.Find(outbound => BackendTarget.IsAt(server, outbound.Proxy.Host, outbound.Proxy.Port))?.Tag
        ?? outbounds.Upstreams.Find(proxy => BackendTarget.IsAt(server, proxy.Host, proxy.Port))?.Id
        ?? WellKnownOutbounds.Block;

    /// <summary>
    /// The last rules that say no more than what the users they name have as their own upstream: the scripts, and our own export,
    /// write such, one for a user. One with a name is somebody's own, and so is a second one: they stay.
    /// </summary>
    private void LeaveToUpstreams()
    {
        var left = new HashSet<string>(StringComparer.Ordinal);
        while (Rules is [.., { Name: null, Inbounds: [], Networks: [], Users.Count: > 0 } last] && last.Users.All(name => IsOwn(name, last.Outbound) && left.Add(name)))
        {
            Rules.RemoveAt(Rules.Count - 1);
            notes.Translated(last.Place, $"{ImportedNames.List([.. last.Users])}: their own upstream by the users' file");
        }

        // A rule holds for whoever has the name, and for whoever has it as his e-mail.
        bool IsOwn(string nameOrEmail, string upstream)
        {
            var meant = users.Where(user => user.Name == nameOrEmail || string.Equals(user.Email, nameOrEmail, StringComparison.OrdinalIgnoreCase)).ToList();
            return meant.Count > 0 && meant.TrueForAll(user => user.Upstream == upstream);
        }
    }

    /// <summary>
    /// A user's upstream as a rule. Stored, it is the user's own where it is an upstream of the database. Where the server
    /// runs on the files it never is, so that a change of users and rules takes effect with one swap, and never half.
    /// </summary>
    private void AddUpstreams()
    {
        foreach (var user in users)
        {
            if (user is { Upstream: { } upstream, UpstreamPlace: { } place } && !references.IsKeptByUsers(upstream))
            {
                var meant = references.IsConfigured(upstream) ? upstream : references.IsConfigured($"external-{upstream}") ? $"external-{upstream}" : upstream;
                var outbound = references.Resolve(meant, place, out var why);
                Rules.Add(new TranslatedRule(why, [], [user.Name], [], outbound, place));
                notes.Translated(place, $"a rule to {ConfigurationPath.Quote(meant)}");
            }
        }
    }

    private void TellOfUpstreams()
    {
        foreach (var user in users.Where(user => user.Upstream is not null))
        {
            var decided = Rules.Find(rule => rule.Networks.Count == 0 && rule.Inbounds.Count == 0
                && (rule.Users.Contains(user.Name) || (user.Email is { } email && rule.Users.Contains(email, StringComparer.OrdinalIgnoreCase))));
            if (decided is not null && decided.Outbound != user.Upstream)
            {
                notes.Warn(user.UpstreamPlace ?? user.Place, $"the rule at {decided.Place} decides for {ConfigurationPath.Quote(user.Name)} before this does");
            }

            if (system.ExternalProxies?.Proxies.FirstOrDefault(proxy => proxy.Id == user.Upstream) is { IsEnabled: false } resting)
            {
                notes.Warn(user.UpstreamPlace ?? user.Place, $"{ConfigurationPath.Quote(resting.Id)} is switched off ({resting.Place}): what {ConfigurationPath.Quote(user.Name)} asks for is refused until it is");
            }
        }
    }
}
