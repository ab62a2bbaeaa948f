using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;
using Sockeye.Hosting;

namespace Sockeye.Cli;

/// <summary>Which inbounds serve a certificate of the store.</summary>
internal static class CertificateUse
{
    /// <summary>One line for people.</summary>
    public static string Of(string tag, CommandContext context)
    {
        var configuration = ConfigurationLoader.Load(context.ConfigurationFile, CheckCommand.KnownUpstreams(context));
        if (!configuration.IsValid)
        {
            return "not known: the configuration has faults; see sockeye check";
        }

        var isDefault = tag == StoredCertificate.DefaultTag;
        var inbounds = configuration.Options.Inbounds
            .Where(i => isDefault ? i.Tls.Kind == InboundTlsKind.LocalAuthority : i.Tls.Acme.Contains(tag)).Select(i => i.Tag).ToList();
        return inbounds.Count == 0
            ? isDefault
                ? "no inbound: each has a tls of its own; leave an inbound's tls out to have it there"
                : "no inbound: name the tag in an inbound's tls.acme, and the certificate under acme"
            : $"{string.Join(", ", inbounds)}, {(RunningServer.Find(context.DataDirectory) is null ? "from the next start on" : "within seconds")}";
    }
}
