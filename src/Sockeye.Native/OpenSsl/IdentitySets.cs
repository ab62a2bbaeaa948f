namespace Sockeye.Native.OpenSsl;

/// <summary>Which certificates answer for which name: the first of each key algorithm.</summary>
internal sealed class IdentitySets
{
    private readonly IReadOnlyList<SslIdentity> _identities;

    internal IdentitySets(IReadOnlyList<SslIdentity> identities)
    {
        _identities = identities;
        var byName = new Dictionary<string, IReadOnlyList<SslIdentity>>(StringComparer.Ordinal);
        foreach (var name in identities.SelectMany(i => i.Names).Distinct(StringComparer.Ordinal))
        {
            byName.Add(name, OneOfEachKind(i => i.Names.Contains(name, StringComparer.Ordinal)));
        }

        ByName = byName;

        // The default keeps to the first certificate's names, so that a second algorithm never brings another name.
        var first = identities[0];
        Default = OneOfEachKind(i => i == first || (!i.StandsBack && i.KeyKind != first.KeyKind && first.Names.All(i.Names.Contains)));
    }

    internal IReadOnlyList<SslIdentity> Default { get; }

    internal IReadOnlyDictionary<string, IReadOnlyList<SslIdentity>> ByName { get; }

    internal static string KeyOf(IReadOnlyList<SslIdentity> set) =>
        string.Join(' ', set.Select(i => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(i.Leaf))));

    private List<SslIdentity> OneOfEachKind(Func<SslIdentity, bool> condition) =>
        _identities.Where(condition).DistinctBy(i => i.KeyKind).ToList();
}
