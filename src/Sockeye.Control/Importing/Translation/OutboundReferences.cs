using Sockeye.Control.Configuration.Reading;
using Sockeye.Core.Routing;

namespace Sockeye.Control.Importing.Translation;

/// <summary>Which outbounds there are for rules and users to name, and what becomes of a reference to none.</summary>
internal sealed class OutboundReferences(OutboundTranslation outbounds, ConfigurationBeside beside, ImportContext context, ImportNotes notes)
{
    /// <summary>Whether the tag is an outbound of the configuration: users of the database can't have such a one as their upstream, rules can.</summary>
    public bool IsConfigured(string tag) =>
        tag is WellKnownOutbounds.Direct or WellKnownOutbounds.Block || outbounds.Outbounds.Exists(outbound => outbound.Tag == tag) || beside.OutboundTags.Contains(tag);

    /// <summary>Whether the tag is an upstream.</summary>
    private bool IsUpstream(string tag) => outbounds.Upstreams.Exists(proxy => proxy.Id == tag) || context.KnownUpstreams.Contains(tag);

    /// <summary>Whether a user can have the tag as his own upstream: one of the database, where he is stored beside it.</summary>
    public bool IsKeptByUsers(string tag) => context.IsForStorage && IsUpstream(tag);

    /// <summary>Tells of an outbound that nobody defines, where the rule itself goes no further.</summary>
    public void WarnOfUndefined(string tag, SourcePlace place)
    {
        if (!IsConfigured(tag) && !IsUpstream(tag))
        {
            notes.Warn(place, $"no outbound is called {ConfigurationPath.Quote(tag)}, so that what is sent there will be refused");
        }
    }

    /// <summary>The outbound for a rule. One that nobody defines is told of, and fails closed: by itself, or as <c>block</c> where the result is stored.</summary>
    /// <param name="tag">The tag, in our words.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="name">A name for the rule that says why it blocks; null where the tag stays.</param>
    public string Resolve(string tag, SourcePlace place, out string? name)
    {
        name = null;
        if (!context.IsForStorage || IsConfigured(tag) || IsUpstream(tag))
        {
            return tag; // what is not defined is told of when all is bound
        }

        name = $"{tag} is not defined";
        notes.Warn(place, $"no outbound is called {ConfigurationPath.Quote(tag)}: what is sent there is refused, by a rule to \"block\"; define it and import again");
        return WellKnownOutbounds.Block;
    }
}
