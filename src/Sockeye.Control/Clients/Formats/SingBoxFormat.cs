using System.Text.Json.Nodes;

namespace Sockeye.Control.Clients.Formats;

/// <summary>sing-box's <c>http</c> outbound over TLS, since its <c>socks</c> outbound has none. Its JSON may have comments.</summary>
internal sealed class SingBoxFormat : IClientFormat
{
    public string Name => "sing-box";

    public string Description => "sing-box, an HTTP outbound";

    public ClientWay Way => ClientWay.Http;

    public ClientUdp Udp => ClientUdp.None;

    public ClientDocument Write(ClientProfile profile)
    {
        var outbound = new JsonObject
        {
            ["type"] = "http",
            ["tag"] = "sockeye",
            ["server"] = profile.Host,
            ["server_port"] = profile.Port,
            ["username"] = profile.UserName,
            ["password"] = profile.PasswordText,
        };
        if (profile.IsTls)
        {
            var tls = new JsonObject { ["enabled"] = true, ["server_name"] = profile.Host, ["min_version"] = "1.3" };
            if (profile.AuthorityPem is not null)
            {
                tls["certificate"] = JsonText.Strings(profile.AuthorityLines);
            }
            else if (profile.AuthorityFile is { } file)
            {
                tls["certificate_path"] = file;
            }

            outbound["tls"] = tls;
        }

        var comments = ClientHeader.Comments("//", ClientHeader.Lines(this, profile, trustsAuthority: true, ClientSteps.Password(profile)));
        return ClientDocument.Text(comments + JsonText.Write(new JsonObject { ["outbounds"] = new JsonArray(outbound) })) with
        {
            HasPassword = profile.Password is not null,
        };
    }
}
