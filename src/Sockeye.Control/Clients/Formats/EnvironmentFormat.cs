using System.Text;

namespace Sockeye.Control.Clients.Formats;

/// <summary>
/// The variables that command-line programs read. Both spellings: curl reads <c>http_proxy</c> in lower case only, some
/// programs read capitals only.
/// </summary>
internal sealed class EnvironmentFormat : IClientFormat
{
    private static readonly string[] _names = ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"];

    public string Name => "env";

    public string Description => "Environment variables, for a shell";

    public ClientWay Way => ClientWay.Http;

    public ClientUdp Udp => ClientUdp.None;

    public ClientDocument Write(ClientProfile profile)
    {
        var text = new StringBuilder(ClientHeader.Comments("#", ClientHeader.Lines(this, profile, trustsAuthority: false, ClientSteps.Password(profile))));
        foreach (var name in _names)
        {
            text.Append("export ").Append(name).Append('=').Append(ShellText.Quote(profile.HttpUrl)).Append('\n');
        }

        text.Append("export no_proxy=localhost,127.0.0.1,::1\nexport NO_PROXY=localhost,127.0.0.1,::1\n");
        return ClientDocument.Text(text.ToString()) with { HasPassword = profile.Password is not null };
    }
}
