using System.CommandLine;

namespace Sockeye.Cli;

/// <summary><c>sockeye cert …</c>: one file a verb.</summary>
internal static class CertCommand
{
    public static Command Create(CliEnvironment environment) => new("cert", "Certificates: status, issue, renew, import, remove, authority")
    {
        CertStatusCommand.Create(environment),
        CertIssueCommand.Create(environment),
        CertRenewCommand.Create(environment),
        CertAuthorityCommand.Create(environment),
        CertImportCommand.Create(environment),
        CertRemoveCommand.Create(environment),
    };
}
