using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Engine.Transport.Tls;

/// <summary>The DNS names a certificate is for: its subjectAltName (RFC 6125 section 6.4.4), else its common name.</summary>
internal static class CertificateNames
{
    private const string SubjectAlternativeNameOid = "2.5.29.17";

    /// <summary>The names for which each of a port's certificates is offered: its own, without what it stands back from.</summary>
    internal static IReadOnlyList<IReadOnlyList<string>> Offered(IReadOnlyList<TlsCertificate> certificates)
    {
        var own = certificates.Select(c => Of(c.Leaf)).ToList();
        return [.. own.Select((names, at) => certificates[at].StandsBack ? [.. names.Where(n => !own.Take(at).Any(before => Cover(before, n)))] : names)];
    }

    /// <summary>The names in lower case; a wildcard as <c>*.example.com</c>.</summary>
    internal static IReadOnlyList<string> Of(X509Certificate2 certificate)
    {
        foreach (var extension in certificate.Extensions)
        {
            if (extension.Oid?.Value != SubjectAlternativeNameOid) continue;
            var names = extension as X509SubjectAlternativeNameExtension ?? new(extension.RawData, extension.Critical);
            return names.EnumerateDnsNames().Select(n => n.ToLowerInvariant().TrimEnd('.')).Distinct().ToList();
        }

        var common = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return string.IsNullOrEmpty(common) ? [] : [common.ToLowerInvariant()];
    }

    private static bool Cover(IReadOnlyList<string> names, string name) =>
        names.Contains(name) || (name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && names.Contains("*" + name[dot..]));
}
