using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary>Reads an address to listen on.</summary>
internal static class ListenReader
{
    public static ListenAddress? Read(ConfigurationSection section, string key)
    {
        if (section.String(key) is not { } text)
        {
            return null;
        }

        if (ListenAddress.TryParse(text, out var listen, out var error))
        {
            return listen;
        }

        section.Fault(section.PlaceOf(key), error);
        return null;
    }
}
