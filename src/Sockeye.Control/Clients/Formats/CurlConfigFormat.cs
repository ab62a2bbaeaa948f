using System.Text;

namespace Sockeye.Control.Clients.Formats;

/// <summary>curl's configuration file (<c>--config</c>, <c>~/.curlrc</c>): values in double quotes with backslash escapes.</summary>
internal sealed class CurlConfigFormat : IClientFormat
{
    public string Name => "curlrc";

    public string Description => "curl, its configuration file (~/.curlrc)";

    public ClientWay Way => ClientWay.Http;

    public ClientUdp Udp => ClientUdp.None;

    public ClientDocument Write(ClientProfile profile)
    {
        var text = new StringBuilder(ClientHeader.Comments("#", ClientHeader.Lines(this, profile, trustsAuthority: true, ClientSteps.Password(profile))));
        text.Append("proxy = ").Append(Quote(profile.HttpServer)).Append('\n');
        text.Append("proxy-user = ").Append(Quote($"{profile.UserName}:{profile.PasswordText}")).Append('\n');
        if (profile is { IsTls: true, AuthorityFile: { } file })
        {
            text.Append("proxy-cacert = ").Append(Quote(file)).Append('\n');
        }

        return ClientDocument.Text(text.ToString()) with { HasPassword = profile.Password is not null };
    }

    private static string Quote(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)}\"";
}
