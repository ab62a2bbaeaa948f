using System.CommandLine;
using Sockeye.Control.Certificates.Managed;

namespace Sockeye.Cli;

/// <summary><c>sockeye cert renew</c>: the same as <c>issue</c>, and with <c>--force</c> also what is not due.</summary>
internal static class CertRenewCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var (tag, dryRun) = (IssuingArguments.Tag(), IssuingArguments.DryRun());
        var force = new Option<bool>("--force") { Description = "Also where it is not due; authorities limit how often" };
        var command = new Command("renew", "Renew the certificates of \"acme\" that are due") { tag, force, dryRun };
        command.SetAction((parsed, cancellation) => IssuingRun.RunAsync(
            CommandContext.Prepare(parsed),
            parsed.GetValue(tag),
            parsed.GetValue(force) ? RenewalUrgency.Forced : RenewalUrgency.NoPause,
            parsed.GetValue(dryRun),
            environment,
            cancellation));
        return command;
    }
}
