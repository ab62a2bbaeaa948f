using Sockeye.Control.Clients.Formats;

namespace Sockeye.Control.Clients;

/// <summary>The formats that can be written.</summary>
public static class ClientFormats
{
    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<IClientFormat> All { get; } =
    [
        new CurlFormat(),
        new CurlConfigFormat(),
        new GitFormat(),
        new EnvironmentFormat(),
        new PacFormat(),
        new FirefoxFormat(),
        new FirefoxBridgeFormat(),
        new ChromiumFormat(),
        new ChromiumPolicyFormat(),
        new VsCodeFormat(),
        new DockerFormat(),
        new GostFormat(),
        new XrayFormat(),
        new MihomoFormat(),
        new SingBoxFormat(),
        new SingBoxBridgeFormat(),
        new SurgeFormat(),
        new QuantumultXFormat(),
        new ProxychainsFormat(),
        new SshFormat(),
        new Socks5Format(),
        new UrlFormat(),
        new QrTerminalFormat(),
        new QrPngFormat(),
        new QrSvgFormat(),
    ];

    /// <summary>The format of a name, or null.</summary>
    public static IClientFormat? Find(string name) => All.FirstOrDefault(format => string.Equals(format.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What a format carries for a user at an inbound, as its configuration says it too.</summary>
    public static string Traffic(IClientFormat format, ClientProfile profile)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(profile);
        return ClientHeader.Traffic(format, profile);
    }
}
