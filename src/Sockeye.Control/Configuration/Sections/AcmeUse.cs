using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary>How certificates of <c>acme</c> and inbounds fit together: what is only known once both are read.</summary>
internal static class AcmeUse
{
    /// <summary>The port where an authority looks for TLS-ALPN-01 (RFC 8737 section 3).</summary>
    private const ushort TlsAlpnPort = 443;

    public static void Check(BindingContext context, IReadOnlyList<AcmeOptions> acme, IReadOnlyList<InboundOptions> inbounds)
    {
        var used = inbounds.SelectMany(i => i.Tls.Acme).ToHashSet(StringComparer.Ordinal);
        foreach (var wish in acme)
        {
            if (!used.Contains(wish.Tag))
            {
                context.Warn(wish.Place, $"no inbound uses {ConfigurationPath.Quote(wish.Tag)}; name it in an inbound's tls.acme");
            }

            if (wish.Challenge == AcmeChallengeKind.TlsAlpn)
            {
                CheckTlsAlpn(context, wish, inbounds);
            }
        }
    }

    private static void CheckTlsAlpn(BindingContext context, AcmeOptions wish, IReadOnlyList<InboundOptions> inbounds)
    {
        // Every port with TLS answers; the one that serves the certificate is the one that people think of.
        var secure = inbounds.Where(i => i.Tls.Kind != InboundTlsKind.None).ToList();
        if (secure.Count == 0)
        {
            context.Warn(wish.Place, "tls-alpn-01 is answered on an inbound with TLS, and there is none; use http-01 or dns-01");
        }
        else if (!secure.Exists(i => i.Listen.Port == TlsAlpnPort))
        {
            var inbound = secure.Find(i => i.Tls.Acme.Contains(wish.Tag)) ?? secure[0];
            context.Warn(wish.Place, $"the authority connects to port {TlsAlpnPort} for tls-alpn-01, and no inbound with TLS listens there; forward it to {inbound.Listen}, or use http-01 or dns-01");
        }
    }
}
