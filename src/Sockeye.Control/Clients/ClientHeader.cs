using Sockeye.Core;
using Sockeye.Engine.Authentication;

namespace Sockeye.Control.Clients;

/// <summary>What stands above every configuration: whose it is, what it carries, what has to be done first.</summary>
internal static class ClientHeader
{
    /// <summary>One line each, without a comment sign.</summary>
    /// <param name="format">The format.</param>
    /// <param name="profile">The user and the server.</param>
    /// <param name="trustsAuthority">Whether the configuration itself makes the client trust the authority.</param>
    /// <param name="steps">What else has to be done.</param>
    public static IReadOnlyList<string> Lines(IClientFormat format, ClientProfile profile, bool trustsAuthority, params string[] steps)
    {
        var lines = new List<string>(OwnLines(format, profile));
        if (format.Way == ClientWay.Bridge)
        {
            lines.Add($"First, and for as long as it is used: {BridgeCommand(profile)}");
        }
        else if (profile is { IsTls: true, AuthorityFile: { } file } && !trustsAuthority)
        {
            lines.Add($"First let the client trust the certificate authority in {file}");
        }

        lines.AddRange(steps);
        return OneLineEach(lines);
    }

    /// <summary>As <see cref="Lines"/>, for a client that starts its bridge by itself.</summary>
    public static IReadOnlyList<string> OwnLines(IClientFormat format, ClientProfile profile, params string[] steps) =>
        OneLineEach([$"{format.Description}, for {PeerText.Escape(profile.UserName, 255)} at {profile.Authority}", Traffic(format, profile), .. steps]);

    /// <summary>The same as comments.</summary>
    public static string Comments(string sign, IEnumerable<string> lines) => string.Concat(lines.Select(line => $"{sign} {line}\n"));

    /// <summary>Which of TCP and UDP it carries, and whether UDP is inside TLS.</summary>
    public static string Traffic(IClientFormat format, ClientProfile profile) => $"Carries {Tcp(profile)}; {Udp(format, profile)}";

    /// <summary>The command that runs the bridge.</summary>
    public static string BridgeCommand(ClientProfile profile) =>
        $"sockeye connect {ShellText.Quote(profile.BridgeUrl)}{BridgeTrust(profile)} --listen {ClientProfile.BridgeHost}:{ClientProfile.BridgePort}";

    /// <summary>The bridge's option for an authority of its own.</summary>
    public static string BridgeTrust(ClientProfile profile) =>
        profile is { IsTls: true, AuthorityFile: { } file } ? $" --ca {ShellText.Quote(file)}" : "";

    // A file's path may hold a line feed; what follows it must not become a line of the configuration.
    private static List<string> OneLineEach(IEnumerable<string> lines) => [.. lines.Select(line => line.ReplaceLineEndings(" "))];

    private static string Tcp(ClientProfile profile) =>
        !profile.Commands.HasFlag(UserCommands.Connect) ? "no TCP (the user may not connect)" : profile.IsTls ? "TCP inside TLS" : "TCP, without TLS";

    private static string Udp(IClientFormat format, ClientProfile profile) => format.Udp switch
    {
        ClientUdp.None => "no UDP",
        _ when !profile.Commands.HasFlag(UserCommands.Udp) => "no UDP (the user may not)",
        ClientUdp.Tunnel when profile.Udp.Tunnel => profile.IsTls ? "UDP inside TLS" : "UDP inside the connection, without TLS",
        ClientUdp.Associate when format.Way == ClientWay.Bridge && profile.Udp.Tunnel => "UDP inside TLS",
        ClientUdp.Associate when format.Way != ClientWay.Bridge && profile.Udp.Plain => "UDP outside TLS, readable on its way",
        ClientUdp.Associate when format.Way != ClientWay.Bridge => "no UDP (this client's would go outside TLS)",
        _ => "no UDP (the inbound does not serve it)",
    };
}
