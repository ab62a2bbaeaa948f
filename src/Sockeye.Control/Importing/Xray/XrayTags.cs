using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.Xray;

/// <summary>The tags that a file gives out.</summary>
internal sealed class XrayTags
{
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private readonly HashSet<string> _outbounds = new(StringComparer.Ordinal);

    /// <summary>Of inbounds that are Sockeye's, those of faulty ones included: one fault shall not cause another.</summary>
    public HashSet<string> Inbounds { get; } = new(StringComparer.Ordinal);

    /// <summary>Of other inbounds, and of what else gives rise to connections in Xray, such as <c>api</c> and <c>dns</c>.</summary>
    public HashSet<string> ForeignInbounds { get; } = new(StringComparer.Ordinal);

    /// <summary>An inbound's own tag; null where it has none, or one that is given out already.</summary>
    public XrayText? OfInbound(SourceObject inbound, bool isForeign)
    {
        var tag = Read(inbound, "inbound", _given.Add);
        if (tag is not null)
        {
            (isForeign ? ForeignInbounds : Inbounds).Add(tag.Text);
        }

        return tag;
    }

    /// <summary>An outbound's own tag; null as with inbounds.</summary>
    public XrayText? OfOutbound(SourceObject outbound) => Read(outbound, "outbound", _outbounds.Add);

    private static XrayText? Read(SourceObject source, string what, Func<string, bool> declare)
    {
        if (source.String("tag") is not { Length: > 0 } tag)
        {
            return null;
        }

        if (declare(tag))
        {
            return new XrayText(tag, source.PlaceOf("tag"));
        }

        source.Refuse("tag", $"another {what} is called {ConfigurationPath.Quote(tag)} already; give each its own tag");
        return null;
    }
}
