using System.CommandLine;
using System.Text.Json;
using Sockeye.Control.Certificates;

namespace Sockeye.Cli;

/// <summary><c>sockeye cert authority</c>: the local authority's certificate, and how clients come to trust it.</summary>
internal static class CertAuthorityCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var pem = new Option<bool>("--pem") { Description = "Print the certificate itself, to be piped to another machine" };
        var json = GlobalOptions.Json();
        var command = new Command("authority", "Show the local authority's certificate and how to trust it on each system") { pem, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(pem) && parsed.GetValue(json))
            {
                throw CliException.Usage("--pem and --json exclude each other");
            }

            var context = CommandContext.Locate(parsed);
            var authority = LocalAuthoritySummary.Find(context.DataDirectory) ?? throw CliException.Failed(
                $"{LocalAuthority.CertificatePathIn(context.DataDirectory)} does not exist: the first sockeye serve with an inbound whose tls is left out makes it");
            if (parsed.GetValue(pem))
            {
                environment.Out.Write(authority.Pem);
            }
            else if (parsed.GetValue(json))
            {
                environment.Out.WriteLine(JsonSerializer.Serialize(AuthorityReport.From(authority), CliJson.Default.AuthorityReport));
            }
            else
            {
                Print(authority, environment.Out);
            }

            if (TimeProvider.System.GetUtcNow() > authority.Certificate.NotAfter)
            {
                environment.Error.WriteLine("warning: it has expired; remove ca.key and ca.pem and restart for a new one, which clients must then trust");
            }

            return ExitStatus.Done;
        });
        return command;
    }

    private static void Print(LocalAuthoritySummary authority, TextWriter output)
    {
        CertificateLines.Print(
            output,
            ("file", authority.File),
            ("SHA-256", authority.Certificate.Fingerprint()),
            ("valid", CertificateLines.Validity(authority.Certificate)),
            ("certifies", string.Join(", ", authority.Permitted)));
        output.WriteLine("It can certify nothing else, not even with a stolen key. On another machine, copy the file there (--pem prints it) and name the copy.");
        foreach (var way in AuthorityTrust.Ways(authority))
        {
            output.WriteLine();
            output.WriteLine($"{way.System}:");
            foreach (var step in way.Steps)
            {
                output.WriteLine($"  {step}");
            }
        }
    }
}

/// <summary>What <c>cert authority --json</c> prints.</summary>
internal sealed record AuthorityReport(
    string File, string Subject, string Sha256, DateTimeOffset NotBefore, DateTimeOffset NotAfter, string Key, IReadOnlyList<string> Permitted, IReadOnlyList<TrustWay> Trust)
{
    public static AuthorityReport From(LocalAuthoritySummary authority) => new(
        authority.File,
        authority.Certificate.Subject,
        authority.Certificate.Sha256,
        authority.Certificate.NotBefore,
        authority.Certificate.NotAfter,
        authority.Certificate.Key,
        authority.Permitted,
        AuthorityTrust.Ways(authority));
}
