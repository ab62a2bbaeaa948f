using System.Security.Cryptography;
using Sockeye.Benchmarks;
using Sockeye.Benchmarks.Cli;
using Sockeye.Benchmarks.Load;
using Sockeye.Benchmarks.Machine;
using Sockeye.Benchmarks.Report;
using Sockeye.Benchmarks.Systems;
using Sockeye.Benchmarks.Target;
using Sockeye.Benchmarks.Works;
using Spectre.Console;

// The roles that it gives to children of its own.
if (args is ["target", var certificateFile, var keyFile]) return TargetRole.Run(certificateFile, keyFile);
if (args is ["load", var authorityFile]) return LoadRole.Run(authorityFile);
return BenchCommand.Create(Run).Parse(args).Invoke();

static int Run(BenchSettings settings)
{
    var console = AnsiConsole.Console;
    if (Console.IsOutputRedirected) console.Profile.Width = 240; // a file has no edge to wrap at
    foreach (var line in MachineDescription.Lines()) console.WriteLine(line);

    var systems = Chosen(SystemCatalog.Create(settings.Builds), settings.Systems, s => s.Name);
    var works = Chosen(WorkCatalog.Create(DescriptorLimit.Sessions, settings.IsQuick), settings.Works, w => w.Name);
    var folder = Directory.CreateTempSubdirectory("sockeye-bench-");
    try
    {
        BenchCertificate certificate = new(folder.FullName);
        using TargetProcess target = new(certificate.CertificateFile, certificate.KeyFile);
        using LoadProcess load = new(certificate.CertificateFile);
        Surroundings around = new(folder.FullName, certificate, target, "bench", RandomNumberGenerator.GetHexString(24));
        var results = new BenchRun(settings, new(around, load, settings.Seconds), Console.Error).Run(systems, works);
        new TextReport(console).Write(results);
        return results.Faults.Count == 0 ? 0 : 1;
    }
    finally
    {
        folder.Delete(recursive: true);
    }
}

static IReadOnlyList<T> Chosen<T>(IReadOnlyList<T> all, IReadOnlyList<string> names, Func<T, string> nameOf) => names.Count == 0
    ? all
    : [.. all.Where(item => names.Any(n => nameOf(item) == n || nameOf(item).StartsWith(n + "-", StringComparison.Ordinal)))];
