using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.Xray;

/// <summary>Reads the <c>tlsSettings</c> of an inbound. Here it is TLS 1.3 only, with suites and groups of our choice.</summary>
internal static class XrayServerTlsReader
{
    private const string NeedsCertificates =
        "TLS needs a certificate; write \"certificates\": [ { \"certificateFile\": \"fullchain.pem\", \"keyFile\": \"privkey.pem\" } ] into \"tlsSettings\"";

    /// <summary>The certificates; null after a refusal.</summary>
    public static XrayServerTls? Read(XrayStream stream, XrayFile file)
    {
        if (stream.Tls is not { } tls)
        {
            file.Notes.Refuse(stream.Place, NeedsCertificates);
            return null;
        }

        Versions(tls, file);
        if (tls.Has("alpn"))
        {
            _ = tls.Strings("alpn");
            tls.Translated("alpn", "http/1.1 is offered here, and a client with other names or none gets through");
        }

        if (tls.Boolean("rejectUnknownSni") == true)
        {
            tls.Warn("rejectUnknownSni", "a client that asks for another name gets the first certificate here");
        }

        if (tls.Boolean("verifyClientCertificate") == true)
        {
            tls.Refuse("verifyClientCertificate", "clients' certificates are not asked for here; take it out, the password stays");
        }

        if (tls.String("echServerKeys") is { Length: > 0 })
        {
            tls.Warn("echServerKeys", "encrypted client hello is not spoken here; clients that insist on it no longer get in");
        }

        var objects = tls.Objects("certificates");
        if (objects.Count == 0 && !tls.IsRefused)
        {
            tls.Refuse("certificates", NeedsCertificates);
        }

        var certificates = objects.Select(certificate => Certificate(certificate, file)).OfType<(string, string)>().ToList();
        tls.Finish();
        return certificates.Count == 0 ? null : new XrayServerTls(certificates, stream.Place);
    }

    private static (string, string)? Certificate(SourceObject certificate, XrayFile file)
    {
        var usage = certificate.String("usage");
        if (usage is not null && !usage.Equals("encipherment", StringComparison.OrdinalIgnoreCase))
        {
            certificate.Refuse("usage", usage.Equals("verify", StringComparison.OrdinalIgnoreCase)
                ? "clients' certificates are not asked for here; take this entry out, the password stays"
                : "only \"encipherment\" can be had of an inbound's certificate here");
        }

        var pem = Part(certificate, "certificateFile", "certificate", "fullchain.pem", file);
        var key = Part(certificate, "keyFile", "key", "privkey.pem", file);
        certificate.Finish();
        return pem is null || key is null || certificate.IsRefused ? null : (pem, key);
    }

    private static string? Part(SourceObject certificate, string key, string inline, string example, XrayFile file)
    {
        if (file.FilePath(certificate, key) is { } path)
        {
            if (certificate.Has(inline))
            {
                certificate.Unconcerned(inline, $"\"{key}\" counts");
            }

            return path;
        }

        if (certificate.Has(inline))
        {
            certificate.Refuse(inline, $"PEM inside the configuration is not read here; write it to a file and name that: \"{key}\": \"{example}\"");
        }
        else if (!certificate.IsRefused)
        {
            certificate.Refuse(key, $"no \"{key}\": write the name of a PEM file");
        }

        return null;
    }

    private static void Versions(SourceObject tls, XrayFile file)
    {
        const string OnlyNewest = "only TLS 1.3 is spoken here; a client that can't do more than 1.2 no longer gets in";
        if (tls.String("minVersion") is { Length: > 0 } minimum)
        {
            if (minimum != "1.3")
            {
                tls.Warn("minVersion", OnlyNewest);
            }
        }
        else if (!tls.Has("minVersion"))
        {
            file.Notes.Warn(tls.Place, OnlyNewest);
        }

        if (tls.String("maxVersion") is "1.0" or "1.1" or "1.2")
        {
            tls.Refuse("maxVersion", "only TLS 1.3 is spoken here; write \"1.3\", or take it out");
        }

        if (tls.Has("cipherSuites"))
        {
            tls.Unconcerned("cipherSuites", "they are suites of TLS 1.2 and older; only TLS 1.3 is spoken here");
        }
    }
}
