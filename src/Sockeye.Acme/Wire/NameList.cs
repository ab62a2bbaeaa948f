namespace Sockeye.Acme.Wire;

/// <summary>Names in a message: the first few.</summary>
internal static class NameList
{
    private const int Shown = 3;

    public static string Of(IEnumerable<AcmeIdentifier> names) => Of([.. names.Select(name => name.Value)]);

    public static string Of(IReadOnlyList<string> names)
    {
        var first = string.Join(", ", names.Take(Shown));
        return names.Count > Shown ? $"{first} and {names.Count - Shown} more" : first;
    }
}
