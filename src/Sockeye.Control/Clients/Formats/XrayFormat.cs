using System.Text.Json.Nodes;

namespace Sockeye.Control.Clients.Formats;

/// <summary>
/// Xray's and v2ray's <c>socks</c> outbound with TLS. Their JSON may have comments. Their UDP is an association whose
/// datagrams go beside the TLS connection.
/// </summary>
internal sealed class XrayFormat : IClientFormat
{
    public string Name => "xray";

    public string Description => "Xray and v2ray, an outbound";

    public ClientWay Way => ClientWay.Socks5;

    public ClientUdp Udp => ClientUdp.Associate;

    public ClientDocument Write(ClientProfile profile)
    {
        var outbound = new JsonObject
        {
            ["tag"] = "sockeye",
            ["protocol"] = "socks",
            ["settings"] = new JsonObject
            {
                ["servers"] = new JsonArray(new JsonObject
                {
                    ["address"] = profile.Host,
                    ["port"] = profile.Port,
                    ["users"] = new JsonArray(new JsonObject { ["user"] = profile.UserName, ["pass"] = profile.PasswordText }),
                }),
            },
        };
        if (profile.IsTls)
        {
            outbound["streamSettings"] = new JsonObject { ["network"] = "tcp", ["security"] = "tls", ["tlsSettings"] = Tls(profile) };
        }

        var comments = ClientHeader.Comments("//", ClientHeader.Lines(this, profile, trustsAuthority: true, ClientSteps.Password(profile)));
        return ClientDocument.Text(comments + JsonText.Write(new JsonObject { ["outbounds"] = new JsonArray(outbound) })) with
        {
            HasPassword = profile.Password is not null,
        };
    }

    private static JsonObject Tls(ClientProfile profile)
    {
        var tls = new JsonObject { ["serverName"] = profile.Host, ["minVersion"] = "1.3" };
        if (profile.AuthorityFile is { } file)
        {
            var authority = new JsonObject { ["usage"] = "verify" };
            if (profile.AuthorityPem is not null)
            {
                authority["certificate"] = JsonText.Strings(profile.AuthorityLines);
            }
            else
            {
                authority["certificateFile"] = file;
            }

            tls["disableSystemRoot"] = true;
            tls["certificates"] = new JsonArray(authority);
        }

        return tls;
    }
}
