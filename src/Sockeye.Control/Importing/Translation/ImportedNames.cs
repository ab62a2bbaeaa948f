using System.Globalization;
using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Importing.Translation;

/// <summary>Names as notes list them.</summary>
internal static class ImportedNames
{
    private const int Shown = 10;

    /// <summary>The names in quotes, and how many more there are behind the first ten.</summary>
    public static string List(IReadOnlyCollection<string> names)
    {
        var text = string.Join(", ", names.Take(Shown).Select(ConfigurationPath.Quote));
        return names.Count <= Shown ? text : string.Create(CultureInfo.InvariantCulture, $"{text} and {names.Count - Shown} more");
    }
}
