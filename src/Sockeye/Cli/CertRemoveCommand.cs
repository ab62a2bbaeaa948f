using System.CommandLine;
using Sockeye.Control.Certificates.Managed;

namespace Sockeye.Cli;

/// <summary><c>sockeye cert remove TAG</c>.</summary>
internal static class CertRemoveCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var tag = new Argument<string>("TAG") { Description = "The certificate's tag, as in default" };
        var command = new Command("remove", "Remove an imported certificate; the local authority's is served again") { tag };
        command.SetAction(parsed =>
        {
            var name = CertificateTags.Checked(parsed.GetRequiredValue(tag));
            var context = CommandContext.Prepare(parsed);
            var store = new FileCertificateStore(context.DataDirectory);
            var document = StoredCertificate.DocumentOf(name);
            if (store.TryRead(document) is null)
            {
                throw CliException.Failed($"no certificate with the tag {name} is stored in {context.DataDirectory}");
            }

            store.Delete(document);
            store.Delete(CertificateState.DocumentOf(name));
            environment.Out.WriteLine($"certificate {name} removed");
            return ExitStatus.Done;
        });
        return command;
    }
}
