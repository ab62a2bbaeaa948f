using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>dns</c> of an <c>acme</c> entry.</summary>
internal static class DnsSection
{
    public static DnsOptions? Bind(ConfigurationSection acme) => null;
}
