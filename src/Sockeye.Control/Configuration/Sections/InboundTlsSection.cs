using Sockeye.Control.Certificates;
using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary>An inbound's <c>tls</c>: absent, <c>"none"</c>, or an object with certificates.</summary>
internal static class InboundTlsSection
{
    public static InboundTlsOptions Bind(ConfigurationSection inbound)
    {
        switch (inbound.Find("tls"))
        {
            case null:
                return InboundTlsOptions.LocalAuthority;
            case { Kind: ConfigurationNodeKind.String } word:
                if (word.Text != "none")
                {
                    inbound.Fault(word.Place, $"expected \"none\" or an object with certificates, found {ConfigurationPath.Quote(word.Text)}");
                }

                return word.Text == "none" ? InboundTlsOptions.None : InboundTlsOptions.LocalAuthority;
            default:
                return inbound.Section("tls") is { } tls ? Bind(tls, inbound.Context) : InboundTlsOptions.LocalAuthority;
        }
    }

    private static InboundTlsOptions Bind(ConfigurationSection tls, BindingContext context)
    {
        var (list, acme) = (tls.Find("certificates"), AcmeReferences(tls, context));
        if (list is null && tls.Find("acme") is null)
        {
            tls.Fault(tls.Place, "\"certificates\" or \"acme\" is missing; leave \"tls\" out for the local authority's certificate, or write \"none\" for no TLS");
            return InboundTlsOptions.LocalAuthority;
        }

        var certificates = tls.Sections("certificates").Select(Certificate).OfType<CertificateFileOptions>().ToList();
        if (list is { Kind: ConfigurationNodeKind.Array, Items.Count: 0 })
        {
            tls.Fault(list.Place, "the list is empty; name at least one certificate");
        }

        return new InboundTlsOptions(InboundTlsKind.Certificates, certificates, acme);
    }

    /// <summary>One tag, or a list of them.</summary>
    private static List<string> AcmeReferences(ConfigurationSection tls, BindingContext context)
    {
        IReadOnlyList<ConfigurationNode> nodes = tls.Find("acme") switch
        {
            null => [],
            { Kind: ConfigurationNodeKind.Array } => tls.Strings("acme") ?? [],
            var node => tls.String("acme") is null ? [] : [node],
        };
        foreach (var node in nodes.Where(n => !context.AcmeTags.Contains(n.Text)))
        {
            tls.Fault(node.Place, $"no certificate of \"acme\" is called {ConfigurationPath.Quote(node.Text)}{NearestName.Hint(node.Text, context.AcmeTags)}");
        }

        return [.. nodes.Select(n => n.Text).Distinct()];
    }

    private static CertificateFileOptions? Certificate(ConfigurationSection section)
    {
        section.Require("certificate");
        var (certificate, key) = (section.FilePath("certificate"), section.FilePath("key"));
        if (certificate is null || (key is null && section.Find("key") is not null))
        {
            return null;
        }

        var files = new CertificateFileOptions(certificate, key);
        try
        {
            foreach (var warning in CertificateFiles.Load(files.Certificate, files.Key, section.Context.Time).Warnings)
            {
                section.Context.Warn(section.PlaceOf("certificate"), warning);
            }
        }
        catch (CertificateException error)
        {
            section.Fault(section.PlaceOf(error.File == files.Key && files.Key != files.Certificate ? "key" : "certificate"), error.Message);
        }

        return files;
    }
}
