using System.Text.Json.Nodes;

namespace Sockeye.Control.Clients.Formats;

/// <summary>The Docker daemon's <c>daemon.json</c> (Engine 23 and later). It refuses keys that it does not know, so no comments.</summary>
internal sealed class DockerFormat : IClientFormat
{
    public string Name => "docker";

    public string Description => "Docker's daemon, a part of /etc/docker/daemon.json";

    public ClientWay Way => ClientWay.Http;

    public ClientUdp Udp => ClientUdp.None;

    public ClientDocument Write(ClientProfile profile)
    {
        var proxies = new JsonObject
        {
            ["http-proxy"] = profile.HttpUrl,
            ["https-proxy"] = profile.HttpUrl,
            ["no-proxy"] = "localhost,127.0.0.0/8,::1",
        };
        return ClientDocument.Text(JsonText.Write(new JsonObject { ["proxies"] = proxies })) with
        {
            HasPassword = profile.Password is not null,
            Notes = ClientHeader.Lines(this, profile, trustsAuthority: false, [.. ClientSteps.Password(profile), "Then restart Docker"]),
        };
    }
}
