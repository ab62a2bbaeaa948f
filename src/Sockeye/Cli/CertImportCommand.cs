using System.CommandLine;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Cli;

/// <summary><c>sockeye cert import FILE</c>: a certificate that the operator has, put where the server takes it up.</summary>
internal static class CertImportCommand
{
    // A server that only looks whether a certificate is due holds it for a second at most, one that orders for minutes.
    private static readonly TimeSpan HoldLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HoldPause = TimeSpan.FromMilliseconds(100);

    public static Command Create(CliEnvironment environment)
    {
        var file = new Argument<string>("FILE") { Description = "The chain in PEM, with or without its key, or PKCS #12 (.pfx, .p12)" };
        var key = new Option<string?>("--key") { Description = "The private key in PEM, where it stands in a file of its own", HelpName = "KEYFILE" };
        var tag = new Option<string>("--tag")
        {
            Description = "The certificate's tag; \"default\" is what inbounds without a certificate of their own serve first",
            HelpName = "TAG",
            DefaultValueFactory = _ => StoredCertificate.DefaultTag,
        };
        var stdin = new Option<bool>("--password-stdin") { Description = "Take the password of an encrypted file from standard input" };
        var command = new Command("import", "Put a certificate of your own into service: PEM or PKCS #12, chain and key checked together")
        {
            file, key, tag, stdin,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (source, name) = (parsed.GetRequiredValue(file), CertificateTags.Checked(parsed.GetRequiredValue(tag)));
            var keyFile = parsed.GetValue(key);
            var certificate = CertificateImport.Read(
                source, keyFile, () => Password(parsed.GetValue(stdin), keyFile ?? source, environment), TimeProvider.System);
            var context = CommandContext.Prepare(parsed);
            await StoreAsync(new FileCertificateStore(context.DataDirectory), name, certificate.Certificate, cancellation);
            Print(name, CertificateSummary.Of(certificate.Certificate.Leaf), context, environment);
            foreach (var warning in certificate.Warnings)
            {
                environment.Error.WriteLine($"warning: {warning}");
            }

            return ExitStatus.Done;
        });
        return command;
    }

    private static async Task StoreAsync(FileCertificateStore store, string tag, TlsCertificate certificate, CancellationToken cancellationToken)
    {
        using var held = await StoreLock.WaitAsync(() => store.TryLock(StoredCertificate.LockOf(tag)), HoldPause, HoldLimit, TimeProvider.System, cancellationToken)
            ?? throw CliException.Failed($"certificate {tag} is being issued at this moment; import yours again when that has ended");

        // First: what is noted of one that was issued must not be taken for this one's, not even after a kill in between.
        store.Delete(CertificateState.DocumentOf(tag));
        store.Write(StoredCertificate.DocumentOf(tag), StoredCertificate.Write(certificate));
    }

    private static string Password(bool fromInput, string source, CliEnvironment environment) => fromInput
        ? PasswordInput.ReadLine(environment)
        : environment is { IsInputTerminal: true, IsOutputTerminal: true } ? PasswordInput.Prompt(environment, $"Password of {source}:")
        : throw CliException.Usage($"{source} is encrypted, and there is no terminal to ask for its password; give it with --password-stdin");

    private static void Print(string tag, CertificateSummary certificate, CommandContext context, CliEnvironment environment)
    {
        environment.Out.WriteLine($"certificate {tag} imported");
        CertificateLines.Print(
            environment.Out,
            ("names", string.Join(", ", certificate.Names)),
            ("issuer", certificate.Issuer),
            ("valid", CertificateLines.Validity(certificate)),
            ("key", certificate.Key),
            ("SHA-256", certificate.Fingerprint()),
            ("served by", CertificateUse.Of(tag, context)));
    }
}
