using System.Net;
using Sockeye.Cli;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Clients;
using Sockeye.Control.Configuration;

namespace Sockeye.Hosting;

/// <summary>The two things to copy: a curl command and a <c>socks5s://</c> address, as they work on this machine.</summary>
internal static class ConnectionHints
{
    /// <summary>How the server on this data directory is reached: as it runs, else as its configuration says.</summary>
    public static ReachableInbound? Find(CommandContext context, CliEnvironment environment) =>
        Preferred(All(context, () => context.LoadOptions(knownUpstreams: null, environment)));

    /// <summary>Every inbound: as the server runs, else as the configuration has it.</summary>
    /// <param name="context">Where the data is.</param>
    /// <param name="options">The configuration; called where no server runs.</param>
    public static IReadOnlyList<ReachableInbound> All(CommandContext context, Func<SockeyeOptions> options) => StoredCertificateHints.Apply(
        RunningServer.Find(context.DataDirectory) is { Count: > 0 } running ? running : OfConfiguration(context, options()), context.DataDirectory);

    private static IReadOnlyList<ReachableInbound> OfConfiguration(CommandContext context, SockeyeOptions options) =>
        [.. options.Inbounds.Select(i => Reach(i, i.Listen.EndPoint, LocalAuthority.CertificatePathIn(context.DataDirectory), CertificateServerName.Of(i, options.Acme)))];

    /// <summary>How an inbound is reached once it listens.</summary>
    public static ReachableInbound Reach(InboundOptions inbound, IPEndPoint endPoint, string authorityFile, string? serverName)
    {
        var stored = inbound.Tls switch
        {
            { Kind: InboundTlsKind.LocalAuthority } => StoredCertificate.DefaultTag,
            { Certificates.Count: 0 } tls => string.Join(' ', tls.Acme),
            _ => "",
        };

        // Asked for at the start and there within seconds: what is copied now shall work then, and from everywhere.
        var isIssued = inbound.Tls is { Acme.Count: > 0, Certificates.Count: 0 } && serverName is not null;
        var address = endPoint.Address;
        var everywhere = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        var host = serverName ?? (everywhere ? "localhost" : address.ToString());
        return new ReachableInbound(
            inbound.Tag, host, endPoint.Port, inbound.Tls.Kind != InboundTlsKind.None,
            stored.Length > 0 && !isIssued ? authorityFile : null) { StoredTags = stored };
    }

    /// <summary>Prints both, last of all.</summary>
    public static void Print(TextWriter output, ReachableInbound? inbound, string userName, string password)
    {
        output.WriteLine($"password: {password}   (shown once)");
        if (inbound is null)
        {
            return;
        }

        var host = inbound.Host.Contains(':', StringComparison.Ordinal) ? $"[{inbound.Host}]" : inbound.Host;
        var authority = $"{Uri.EscapeDataString(userName)}:{Uri.EscapeDataString(password)}@{host}:{inbound.Port}";
        var trust = inbound.CertificateAuthority is { } file ? $" --proxy-cacert {ShellText.Quote(file)}" : "";
        output.WriteLine();
        output.WriteLine($"  curl --proxy {(inbound.IsTls ? "https" : "http")}://{authority}{trust} https://example.com/");
        output.WriteLine($"  {(inbound.IsTls ? "socks5s" : "socks5")}://{authority}");
    }

    internal static ReachableInbound? Preferred(IReadOnlyList<ReachableInbound> inbounds) =>
        inbounds.FirstOrDefault(i => i.IsTls) ?? (inbounds.Count > 0 ? inbounds[0] : null);
}
