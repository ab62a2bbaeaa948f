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

    private static string Describe(InboundOptions inbound) => string.Join(
        '\n',
        [
            inbound.Tag, inbound.Listen.ToString(), inbound.Protocols.ToString(), inbound.Tls.Kind.ToString(), inbound.AllowPlaintext.ToString(), $"{inbound.Bind}", $"{inbound.Udp}",
            .. inbound.Tls.Certificates.Select(c => $"{c.Certificate} {c.Key}"),
            .. inbound.Tls.Acme,
            .. inbound.ProxyProtocolFrom.Select(r => r.ToString()),
        ]);
}
