using System.Net;
using Sockeye.Cli;
using Sockeye.Control.Certificates;
using Sockeye.Control.Clients;
using Sockeye.Control.Configuration;

namespace Sockeye.Hosting;

/// <summary>The two things to copy: a curl command and a <c>socks5s://</c> address, as they work on this machine.</summary>
internal static class ConnectionHints
{
    /// <summary>How the server on this data directory is reached: as it runs, else as its configuration says.</summary>
    public static ReachableInbound? Find(CommandContext context, CliEnvironment environment) =>
        RunningServer.Find(context.DataDirectory) is { Count: > 0 } running
            ? Preferred(running)
            : Preferred(OfConfiguration(context, context.LoadOptions(knownUpstreams: null, environment)));

    /// <summary>Every inbound as the configuration has it, whether or not a server runs.</summary>
    public static IReadOnlyList<ReachableInbound> OfConfiguration(CommandContext context, SockeyeOptions options) =>
        [.. options.Inbounds.Select(i => Reach(
            i, i.Listen.EndPoint, i.Tls.Kind == InboundTlsKind.LocalAuthority ? LocalAuthority.CertificatePathIn(context.DataDirectory) : null, CertificateServerName.Of(i)))];

    /// <summary>How an inbound is reached once it listens.</summary>
    public static ReachableInbound Reach(InboundOptions inbound, IPEndPoint endPoint, string? authorityFile, string? serverName)
    {
        var address = endPoint.Address;
        var everywhere = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        var host = serverName ?? (everywhere ? "localhost" : address.ToString());
        return new ReachableInbound(
            inbound.Tag, host, endPoint.Port, inbound.Tls.Kind != InboundTlsKind.None, authorityFile);
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
