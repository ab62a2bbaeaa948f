using Sockeye.Control.Configuration;

namespace Sockeye.Hosting;

/// <summary>Which changes of a configuration a reload cannot put into service.</summary>
internal static class ListenerChanges
{
    /// <summary>Whether sections that are read at start only differ.</summary>
    public static bool NeedRestart(SockeyeOptions running, SockeyeOptions reloaded) =>
        running.Admin != reloaded.Admin
        || running.Log != reloaded.Log
        || running.Tls != reloaded.Tls
        || running.Limits != reloaded.Limits
        || !running.Inbounds.Select(Describe).SequenceEqual(reloaded.Inbounds.Select(Describe), StringComparer.Ordinal);

    /// <summary>An inbound that is open and that the other configuration doesn't have: rules name inbounds, so that none of its rules would hold there. Null where there is none.</summary>
    public static string? FindLost(SockeyeOptions running, SockeyeOptions reloaded) =>
        running.Inbounds.Select(inbound => inbound.Tag).Except(reloaded.Inbounds.Select(inbound => inbound.Tag), StringComparer.Ordinal).FirstOrDefault();

    private static string Describe(InboundOptions inbound) => string.Join(
        '\n',
        [
            inbound.Tag, inbound.Listen.ToString(), inbound.Protocols.ToString(), inbound.Tls.Kind.ToString(), inbound.AllowPlaintext.ToString(), $"{inbound.Bind}", $"{inbound.Udp}",
            .. inbound.Tls.Certificates.Select(c => $"{c.Certificate} {c.Key}"),
            .. inbound.Tls.Acme,
            .. inbound.ProxyProtocolFrom.Select(r => r.ToString()),
        ]);
}
