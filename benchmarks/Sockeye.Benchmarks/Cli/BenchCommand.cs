using System.CommandLine;
using Sockeye.Benchmarks.Systems;

namespace Sockeye.Benchmarks.Cli;

/// <summary>The command line of <c>./bench</c>.</summary>
internal static class BenchCommand
{
    /// <param name="run">Does what was asked; its result is the exit status.</param>
    public static RootCommand Create(Func<BenchSettings, int> run)
    {
        Option<int> rounds = new("--rounds") { Description = "rounds, alternating over the systems (5; 3 with --quick)" };
        Option<double> seconds = new("--seconds") { Description = "length of one measurement (3; 1 with --quick)" };
        Option<string[]> work = new("--work") { Description = "only these works, by name, separated by commas", AllowMultipleArgumentsPerToken = true };
        Option<string[]> systems = new("--systems") { Description = "only these systems, by name or the start of one", AllowMultipleArgumentsPerToken = true };
        Option<string[]> builds = new("--sockeye-command") { Description = "measure this as Sockeye: COMMAND, or NAME=COMMAND several times" };
        Option<bool> quick = new("--quick") { Description = "only what the limits are set for, shortly" };
        Option<bool> growth = new("--growth") { Description = "what grows instead: connections, users, rules (Sockeye only)" };
        Option<bool> udp = new("--udp") { Description = "datagrams instead: each form, beside v2ray's UDP ASSOCIATE" };
        Option<long> soak = new("--soak") { Description = "that many connections one after another instead, and the memory (Sockeye only)" };
        Option<string?> json = new("--json") { Description = "write every value to this file" };
        Option<string?> plot = new("--plot") { Description = "write a plot (SVG) to this file" };
        RootCommand root = new("Measures Sockeye and what it is compared with, side by side, on this machine.")
        {
            rounds, seconds, work, systems, builds, quick, growth, udp, soak, json, plot,
        };
        root.SetAction(result =>
        {
            var isQuick = result.GetValue(quick);
            return run(new()
            {
                Rounds = result.GetValue(rounds) is > 0 and var r ? r : isQuick ? 3 : 5,
                Seconds = result.GetValue(seconds) is > 0 and var s ? s : isQuick ? 1 : 3,
                Works = Names(result.GetValue(work)),
                Systems = Names(result.GetValue(systems)),
                Builds = [.. (result.GetValue(builds) ?? []).Select(Build)],
                IsQuick = isQuick,
                IsGrowth = result.GetValue(growth),
                IsUdp = result.GetValue(udp),
                Soak = result.GetValue(soak),
                JsonFile = result.GetValue(json),
                PlotFile = result.GetValue(plot),
            });
        });
        return root;
    }

    private static string[] Names(string[]? values) =>
        [.. (values ?? []).SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static SockeyeBuild Build(string text)
    {
        // A name has neither a space nor a slash, so that a command with "=" in a path is not cut in two.
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var isNamed = at > 0 && text.AsSpan(0, at).IndexOfAny(" /") < 0;
        var command = isNamed ? text[(at + 1)..] : text;
        return new(isNamed ? text[..at] : "", command.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
