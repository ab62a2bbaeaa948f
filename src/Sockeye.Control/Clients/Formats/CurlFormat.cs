namespace Sockeye.Control.Clients.Formats;

/// <summary>
/// A curl command. The login stands in <c>--proxy-user</c>: curl blanks that in its process list, and without a password
/// it asks for one.
/// </summary>
internal sealed class CurlFormat : IClientFormat
{
    public string Name => "curl";

    public string Description => "curl, a command";

    public ClientWay Way => ClientWay.Http;

    public ClientUdp Udp => ClientUdp.None;

    public ClientDocument Write(ClientProfile profile)
    {
        var login = profile.Password is null ? profile.UserName : $"{profile.UserName}:{profile.Password}";
        var trust = profile is { IsTls: true, AuthorityFile: { } file } ? $" --proxy-cacert {ShellText.Quote(file)}" : "";
        var steps = profile.Password is null ? new[] { "curl asks for the password" } : [];
        return ClientDocument.Text(
            ClientHeader.Comments("#", ClientHeader.Lines(this, profile, trustsAuthority: true, steps))
            + $"curl --proxy {ShellText.Quote(profile.HttpServer)} --proxy-user {ShellText.Quote(login)}{trust} https://example.com/\n") with
        {
            HasPassword = profile.Password is not null,
        };
    }
}
