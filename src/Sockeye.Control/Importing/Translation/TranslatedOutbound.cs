using Sockeye.Core.Net;

namespace Sockeye.Control.Importing.Translation;

/// <summary>An Xray outbound as an outbound of the configuration.</summary>
/// <param name="Tag">Its tag here.</param>
/// <param name="Proxy">The proxy.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record TranslatedOutbound(string Tag, Xray.XrayProxy Proxy, SourcePlace Place)
{
    /// <summary>As in <c>outbounds[].url</c>, with the password: a secret.</summary>
    public string Url()
    {
        var login = Proxy.UserName is not { } user ? ""
            : Proxy.Password is { } password ? $"{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@"
            : $"{Uri.EscapeDataString(user)}@";
        var host = Proxy.Host.Contains(':', StringComparison.Ordinal) ? $"[{Proxy.Host}]" : Proxy.Host;
        return $"{ProxyUrl.NameOf(Proxy.Scheme)}://{login}{host}:{Proxy.Port}";
    }
}
