namespace Sockeye.Control.Clients.Formats;

/// <summary>Surge: a <c>socks5-tls</c> policy. Its lines are lists with commas and have no escape that its manual would tell of.</summary>
internal sealed class SurgeFormat : IClientFormat
{
    public string Name => "surge";

    public string Description => "Surge, a proxy policy";

    public ClientWay Way => ClientWay.Socks5;

    public ClientUdp Udp => ClientUdp.Associate;

    public ClientDocument Write(ClientProfile profile)
    {
        if (ListText.Fault("Surge", profile) is { } fault)
        {
            return ClientDocument.Refused(fault);
        }

        var type = profile.IsTls ? "socks5-tls" : "socks5";
        return ClientDocument.Text(
            ClientHeader.Comments("#", ClientHeader.Lines(this, profile, trustsAuthority: false, ClientSteps.Password(profile)))
            + $"[Proxy]\nSockeye = {type}, {profile.Host}, {profile.Port}, {profile.UserName}, {profile.PasswordText}"
            + $"{(profile.IsTls ? ", skip-cert-verify=false" : "")}, udp-relay={(profile.MayUsePlainUdp ? "true" : "false")}\n") with
        {
            HasPassword = profile.Password is not null,
        };
    }
}
