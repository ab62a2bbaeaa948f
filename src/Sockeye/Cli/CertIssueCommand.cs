using System.CommandLine;
using Sockeye.Control.Certificates.Managed;

namespace Sockeye.Cli;

/// <summary><c>sockeye cert issue</c>: what is missing, or no longer what the configuration asks for, is issued now.</summary>
internal static class CertIssueCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var (tag, dryRun) = (IssuingArguments.Tag(), IssuingArguments.DryRun());
        var command = new Command("issue", "Get the certificates of \"acme\" that are missing or due, without waiting for the server to try again") { tag, dryRun };
        command.SetAction((parsed, cancellation) => IssuingRun.RunAsync(
            CommandContext.Prepare(parsed), parsed.GetValue(tag), RenewalUrgency.NoPause, parsed.GetValue(dryRun), environment, cancellation));
        return command;
    }
}
