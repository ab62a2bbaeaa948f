using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Sockeye.Native.OpenSsl;

namespace Sockeye.Benchmarks.Machine;

/// <summary>Where a run took place: what its numbers depend on.</summary>
internal static partial class MachineDescription
{
    /// <summary>A line each.</summary>
    public static IReadOnlyList<string> Lines()
    {
        OpenSslLibrary.TryLoad(out var openSsl, out _);
        var kernel = File.ReadAllText("/proc/sys/kernel/osrelease").Trim();
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"machine: {Environment.ProcessorCount} cores ({Cpu()}), Linux {kernel}, .NET {Environment.Version}, {openSsl}"),
            string.Create(CultureInfo.InvariantCulture, $"descriptor limit: {DescriptorLimit.Read()}, so {DescriptorLimit.Sessions} sessions at most"),
            $"peers: haproxy {Version("haproxy", "-v")}, v2ray {Version("v2ray", "-version")}, stunnel {Version("stunnel", "-version")}, microsocks {Package("microsocks")}, dante {Package("dante-server")}",
        ];
    }

    private static string Cpu() => File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) is { } line
        ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
        : "unknown";

    private static string Version(string program, string option) =>
        Programs.Find(program) is { } path && VersionNumber().Match(Run(path, option)) is { Success: true } match ? match.Value : "-";

    // It tells no version by itself.
    private static string Package(string name) =>
        Programs.Find("dpkg-query") is { } path && Run(path, "-W", "-f", "${Version}", name).Trim() is { Length: > 0 } version ? version : "-";

    private static string Run(string program, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + error.Result;
    }

    [GeneratedRegex(@"\d+(\.\d+)+\S*")]
    private static partial Regex VersionNumber();
}
