namespace Sockeye.Control.Clients.Formats;

/// <summary>
/// OpenSSH: the bridge as ProxyCommand, over standard input and output. ssh gives the command to a shell after it has
/// replaced its tokens, so a percent sign of the address stands twice.
/// </summary>
internal sealed class SshFormat : IClientFormat
{
    public string Name => "ssh";

    public string Description => "OpenSSH, a part of its configuration (~/.ssh/config), git over ssh included";

    // No bridge has to run before: ssh starts one for each connection.
    public ClientWay Way => ClientWay.Bridge;

    public ClientUdp Udp => ClientUdp.None;

    public ClientDocument Write(ClientProfile profile)
    {
        var command = $"sockeye connect {ShellText.Quote(profile.BridgeUrl)}{ClientHeader.BridgeTrust(profile)} --password-file ~/.ssh/sockeye-password"
            .Replace("%", "%%", StringComparison.Ordinal);
        var lines = ClientHeader.OwnLines(
            this, profile, "The password, one line, in ~/.ssh/sockeye-password (chmod 600); the host's pattern is an example");
        return ClientDocument.Text(
            ClientHeader.Comments("#", lines) + $"Host *.example.com\n    ProxyCommand {command} --stdio %h %p\n");
    }
}
