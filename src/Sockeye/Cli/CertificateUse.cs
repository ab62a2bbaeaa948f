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

        if (tag != StoredCertificate.DefaultTag)
        {
            return "no inbound: the configuration names no certificate with this tag";
        }

        var inbounds = configuration.Options.Inbounds.Where(i => i.Tls.Kind == InboundTlsKind.LocalAuthority).Select(i => i.Tag).ToList();
        return inbounds.Count == 0
            ? "no inbound: each has a tls of its own; leave an inbound's tls out to have it there"
            : $"{string.Join(", ", inbounds)}, {(RunningServer.Find(context.DataDirectory) is null ? "from the next start on" : "within seconds")}";
    }
}
