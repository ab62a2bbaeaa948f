using System.Text;

namespace Sockeye.Control.Clients.Formats;

/// <summary>git over https: a fragment of its configuration. git decodes the login of <c>http.proxy</c>.</summary>
internal sealed class GitFormat : IClientFormat
{
    public string Name => "git";

    public string Description => "git over https, a part of its configuration (~/.gitconfig)";

    public ClientWay Way => ClientWay.Http;

    public ClientUdp Udp => ClientUdp.None;

    public ClientDocument Write(ClientProfile profile)
    {
        var text = new StringBuilder(ClientHeader.Comments("#", ClientHeader.Lines(this, profile, trustsAuthority: true, ClientSteps.Password(profile))));
        text.Append("[http]\n\tproxy = \"").Append(profile.HttpUrl).Append("\"\n");

        // Without it git asks once without the password, is answered 407, and connects again.
        text.Append("\tproxyAuthMethod = \"basic\"\n");
        if (profile is { IsTls: true, AuthorityFile: { } file })
        {
            var value = file.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            text.Append("\tproxySSLCAInfo = \"").Append(value).Append("\"\n");
        }

        return ClientDocument.Text(text.ToString()) with { HasPassword = profile.Password is not null };
    }
}
