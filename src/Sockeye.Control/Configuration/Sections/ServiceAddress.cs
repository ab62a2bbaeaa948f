using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary>The address of a provider's interface, to which a secret is sent.</summary>
internal static class ServiceAddress
{
    /// <summary>Reads it; null after a fault.</summary>
    /// <param name="section">The section.</param>
    /// <param name="byDefault">Where the key is absent; null makes that a fault.</param>
    /// <param name="example">For the message.</param>
    public static Uri? Read(ConfigurationSection section, Uri? byDefault, string example)
    {
        if (byDefault is null)
        {
            section.Require("url");
        }

        if (section.String("url") is not { } text)
        {
            return section.Find("url") is null ? byDefault : null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
        {
            section.Fault(section.PlaceOf("url"), $"expected an https address such as {example}");
            return null;
        }

        if (url.Scheme == "http" && !url.IsLoopback)
        {
            section.Fault(section.PlaceOf("url"), $"over http the credentials would cross the network readable; use https, as in {example}");
            return null;
        }

        return url;
    }
}
