using System.CommandLine;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;
using Sockeye.Hosting;

namespace Sockeye.Cli;

/// <summary><c>sockeye cert remove TAG</c>.</summary>
internal static class CertRemoveCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var tag = new Argument<string>("TAG") { Description = "The certificate's tag, as in default" };
        var command = new Command("remove", "Remove a certificate of the store, imported or issued; the local authority's is served until there is another") { tag };
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
            if (IsManaged(name, context))
            {
                var when = RunningServer.Find(context.DataDirectory) is null ? "at the next start of the server" : "by the running server within seconds";
                environment.Out.WriteLine(
                    $"\"acme\" asks for {name}: it is issued again {when}, or at once with: sockeye cert issue {name}; until then the inbound's other certificates are served, or the local authority's");
            }

            return ExitStatus.Done;
        });
        return command;
    }

    // With faults in it nobody knows what the configuration asks for.
    private static bool IsManaged(string tag, CommandContext context) =>
        ConfigurationLoader.Load(context.ConfigurationFile, CheckCommand.KnownUpstreams(context)).Options?.Acme.Any(a => a.Tag == tag) == true;
}
