namespace Sockeye.Benchmarks.Cli;

/// <summary>Chooses by name, or by the part of a name before a hyphen: <c>haproxy</c> is each of its variants.</summary>
internal static class Choice
{
    /// <summary>The chosen ones in their own order; all where no name is given.</summary>
    /// <exception cref="UnknownNameException">A name fits none.</exception>
    public static IReadOnlyList<T> Of<T>(string what, IReadOnlyList<T> all, IReadOnlyList<string> names, Func<T, string> nameOf)
    {
        foreach (var name in names)
        {
            if (!all.Any(item => Fits(nameOf(item), name)))
            {
                throw new UnknownNameException($"no {what} is called \"{name}\"; known: {string.Join(", ", all.Select(nameOf))}");
            }
        }

        return names.Count == 0 ? all : [.. all.Where(item => names.Any(n => Fits(nameOf(item), n)))];
    }

    private static bool Fits(string full, string name) => full == name || full.StartsWith(name + "-", StringComparison.Ordinal);
}

/// <summary>Something was asked for by a name that nothing has.</summary>
internal sealed class UnknownNameException(string message) : Exception(message);
