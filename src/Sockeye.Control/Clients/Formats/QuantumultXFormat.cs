namespace Sockeye.Control.Clients.Formats;

/// <summary>Quantumult X: a <c>socks5</c> server with <c>over-tls</c>. Its lines are lists with commas, without an escape.</summary>
internal sealed class QuantumultXFormat : IClientFormat
{
    public string Name => "quantumult-x";

    public string Description => "Quantumult X, a server";

    public ClientWay Way => ClientWay.Socks5;

    public ClientUdp Udp => ClientUdp.Associate;

    public ClientDocument Write(ClientProfile profile)
    {
        if (ListText.Fault("Quantumult X", profile) is { } fault)
        {
            return ClientDocument.Refused(fault);
        }

        var tls = profile.IsTls ? $"over-tls=true, tls-host={profile.Host}, tls-verification=true" : "over-tls=false";
        return ClientDocument.Text(
            ClientHeader.Comments("#", ClientHeader.Lines(this, profile, trustsAuthority: false, ClientSteps.Password(profile)))
            + $"[server_local]\nsocks5={profile.Authority}, username={profile.UserName}, password={profile.PasswordText}, {tls}, "
            + $"fast-open=false, udp-relay={(profile.MayUsePlainUdp ? "true" : "false")}, tag=Sockeye\n") with
        {
            HasPassword = profile.Password is not null,
        };
    }
}
