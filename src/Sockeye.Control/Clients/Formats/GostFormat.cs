using System.Text;

namespace Sockeye.Control.Clients.Formats;

/// <summary>gost 3 (<c>gost -C FILE</c>): plain SOCKS5 on loopback, SOCKS5 over TLS out; its UDP is command 0xF3, inside TLS.</summary>
internal sealed class GostFormat : IClientFormat
{
    public string Name => "gost";

    public string Description => "gost 3, its configuration file (gost -C FILE): SOCKS5 on 127.0.0.1:1080";

    public ClientWay Way => ClientWay.Socks5;

    public ClientUdp Udp => ClientUdp.Tunnel;

    public ClientDocument Write(ClientProfile profile)
    {
        var text = new StringBuilder(ClientHeader.Comments("#", ClientHeader.Lines(this, profile, trustsAuthority: true, ClientSteps.Password(profile))));
        text.Append($"""
            services:
            - name: local
              addr: 127.0.0.1:1080
              handler:
                type: socks5
                chain: sockeye
                metadata:
                  udp: true
              listener:
                type: tcp
            chains:
            - name: sockeye
              hops:
              - name: sockeye
                nodes:
                - name: sockeye
                  addr: {YamlText.Quote(profile.Authority)}
                  connector:
                    type: socks5
                    auth:
                      username: {YamlText.Quote(profile.UserName)}
                      password: {YamlText.Quote(profile.PasswordText)}
                    metadata:
                      notls: true
                  dialer:
                    type: {(profile.IsTls ? "tls" : "tcp")}

            """);
        if (profile.IsTls)
        {
            text.Append($"        tls:\n          secure: true\n          serverName: {YamlText.Quote(profile.Host)}\n");
            if (profile.AuthorityFile is { } file)
            {
                text.Append($"          caFile: {YamlText.Quote(file)}\n");
            }
        }

        return ClientDocument.Text(text.ToString()) with { HasPassword = profile.Password is not null };
    }
}
