using System.Collections.Frozen;

namespace Sockeye.Engine.Outbounds;

/// <summary>All outbounds by tag: an immutable snapshot, replaced as a whole.</summary>
public sealed class OutboundTable(IEnumerable<Outbound> outbounds)
{
    private readonly FrozenDictionary<string, Outbound> _byTag = outbounds.ToFrozenDictionary(o => o.Tag, StringComparer.Ordinal);

    /// <summary>The outbound of that tag, or null: the caller then fails closed.</summary>
    public Outbound? Find(string tag) => _byTag.GetValueOrDefault(tag);

    /// <summary>Every tag.</summary>
    public IEnumerable<string> Tags => _byTag.Keys;
}
