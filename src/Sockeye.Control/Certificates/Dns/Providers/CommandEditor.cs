using System.ComponentModel;
using System.Diagnostics;
using Sockeye.Acme;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Dns.Providers;

/// <summary>
/// Records by a program of the operator's: <c>PROGRAM present|cleanup NAME VALUE</c>, without a shell between, the name without a
/// dot at its end; with the dot it stands in the environment variable SOCKEYE_DNS_FQDN.
/// </summary>
internal sealed class CommandEditor(DnsCommandOptions options, TimeProvider time) : IDnsRecordEditor
{
    /// <summary>The variable's name.</summary>
    public const string FullNameVariable = "SOCKEYE_DNS_FQDN";

    // What it left running may hold its output open for ever.
    private static readonly TimeSpan OutputLimit = TimeSpan.FromSeconds(1);

    public Task AddTextAsync(string name, string value, CancellationToken cancellationToken) => RunAsync("present", name, value, cancellationToken);

    public Task RemoveTextAsync(string name, string value, CancellationToken cancellationToken) => RunAsync("cleanup", name, value, cancellationToken);

    private async Task RunAsync(string action, string name, string value, CancellationToken cancellationToken)
    {
        using var process = Start(action, name, value);
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        process.StandardInput.Close();
        var output = OutputTail.ReadAsync(process.StandardOutput.BaseStream);
        var errors = OutputTail.ReadAsync(process.StandardError.BaseStream);
        try
        {
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new ChallengeException($"{options.Command} {action} {name} did not end within {DurationText.Format(options.Timeout)} and was stopped; it can have longer by \"timeout\"");
        }

        if (process.ExitCode != 0)
        {
            throw new ChallengeException($"{options.Command} {action} {name} failed with exit status {process.ExitCode}{await ReasonAsync(errors, output)}");
        }
    }

    private static async Task<string> ReasonAsync(params Task<string>[] outputs)
    {
        foreach (var output in outputs)
        {
            try
            {
                if (await output.WaitAsync(OutputLimit) is { Length: > 0 } line)
                {
                    return ": " + QuotedText.Of(line);
                }
            }
            catch (TimeoutException)
            {
                // Its last words are not to be had.
            }
        }

        return "; it said nothing";
    }

    private Process Start(string action, string name, string value)
    {
        var start = new ProcessStartInfo(options.Command, [action, name, value])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[FullNameVariable] = name + ".";
        try
        {
            return Process.Start(start) ?? throw new ChallengeException($"{options.Command} can't be started");
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            throw new ChallengeException(
                !File.Exists(options.Command) ? $"{options.Command} does not exist; correct \"command\""
                : $"{options.Command} can't be started: {StartFault(error)}; it needs execution permission and, as a script, a first line such as #!/bin/sh",
                error);
        }
    }

    private static string StartFault(Exception error) => error is Win32Exception { NativeErrorCode: 13 } ? "permission denied"
        : error is Win32Exception { NativeErrorCode: 8 } ? "it is no program"
        : error is Win32Exception { NativeErrorCode: 2 } ? "what its first line names does not exist"
        : error.Message.ReplaceLineEndings(" ");
}
