using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary>Tags: 1 to 64 characters that need no quoting on a command line, in a metric or in a log.</summary>
internal static class TagText
{
    private const int MaximumLength = 64;

    /// <summary>Holds a tag to its form and to being the only one of its name, and enters it among <paramref name="known"/>.</summary>
    public static void Declare(ConfigurationSection section, string key, string tag, HashSet<string> known, string what)
    {
        var place = section.PlaceOf(key);
        if (tag.Length > MaximumLength || !tag.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            section.Fault(place, $"a tag is 1 to {MaximumLength} letters, digits, '-', '_' or '.'");
        }
        else if (known.Contains(tag))
        {
            section.Fault(place, $"another {what} is called {ConfigurationPath.Quote(tag)} already");
        }

        known.Add(tag);
    }
}
