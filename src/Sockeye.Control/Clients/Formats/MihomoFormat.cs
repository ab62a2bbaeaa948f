using System.Text;

namespace Sockeye.Control.Clients.Formats;

/// <summary>
/// mihomo (Clash.Meta): a <c>socks5</c> proxy with <c>tls</c>. The authority goes to the global <c>tls</c> section under
/// the name that mihomo reads, misspelt as it is. Its UDP is an association whose datagrams go beside the TLS connection.
/// </summary>
internal sealed class MihomoFormat : IClientFormat
{
    public string Name => "mihomo";

    public string Description => "mihomo (Clash.Meta), a proxy of its configuration";

    public ClientWay Way => ClientWay.Socks5;

    public ClientUdp Udp => ClientUdp.Associate;

    public ClientDocument Write(ClientProfile profile)
    {
        var text = new StringBuilder(ClientHeader.Comments(
            "#", ClientHeader.Lines(this, profile, trustsAuthority: profile.AuthorityPem is not null, ClientSteps.Password(profile))));
        text.Append($"""
            proxies:
            - name: sockeye
              type: socks5
              server: {YamlText.Quote(profile.Host)}
              port: {profile.Port}
              username: {YamlText.Quote(profile.UserName)}
              password: {YamlText.Quote(profile.PasswordText)}
              tls: {(profile.IsTls ? "true" : "false")}
              udp: {(profile.MayUsePlainUdp ? "true" : "false")}

            """);
        if (profile is { IsTls: true, AuthorityPem: not null })
        {
            text.Append("tls:\n  custom-certifactes:\n  - |\n");
            foreach (var line in profile.AuthorityLines)
            {
                text.Append("    ").Append(line).Append('\n');
            }
        }

        return ClientDocument.Text(text.ToString()) with { HasPassword = profile.Password is not null };
    }
}
