using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Sockeye.Benchmarks.Load.Datagrams;
using Sockeye.Benchmarks.Load.Workers;
using Sockeye.Benchmarks.Wire;
using Sockeye.Native.OpenSsl;

namespace Sockeye.Benchmarks.Load;

/// <summary>The generator as a process of its own: a job a line in, a result a line out, until its standard input ends.</summary>
internal sealed class LoadRole(byte[] authority) : IDisposable
{
    // Few, so that their own hunger for CPU is not what is measured.
    private const int MixedMessages = 2;

    private readonly HeldConnections _held = new(authority);
    private readonly List<Staging> _stagings = [];

    public static int Run(string certificateFile)
    {
        if (!OpenSslLibrary.TryLoad(out _, out var whyNot)) throw new InvalidOperationException(whyNot);
        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(certificateFile));
        using var role = new LoadRole(certificate.RawData);
        while (Console.In.ReadLine() is { } line)
        {
            var job = JsonSerializer.Deserialize<LoadJob>(line)!;
            Console.Out.WriteLine(JsonSerializer.Serialize(role.Do(job)));
        }

        return 0;
    }

    public void Dispose() => _held.Dispose();

    private LoadResult Do(LoadJob job)
    {
        try
        {
            switch (job.Kind)
            {
                case LoadKind.Verify:
                    new Verification(job.Route, authority).Run();
                    return new();
                case LoadKind.VerifyDatagrams:
                    new DatagramVerification(job.Route, authority).Run();
                    return new();
                case LoadKind.Hold:
                    _held.OpenUpTo(job.Route, job.Connections);
                    return new() { Units = _held.Count };
                case LoadKind.Release:
                    _held.Dispose();
                    return new();
                case LoadKind.Stir:
                    return Measure(job, StirWorker.Share(_held.Channels, job.Connections, i => Dialer(job, i)));
                case LoadKind.Mixed:
                    return MeasureMixed(job);
                default:
                    return Measure(job, [.. Enumerable.Range(0, job.Connections).Select(i => Create(job, job.Kind, Dialer(job, i)))]);
            }
        }
        catch (Exception e)
        {
            return new() { Fault = e.Message };
        }
    }

    private LoadResult MeasureMixed(LoadJob job)
    {
        var downloads = Enumerable.Range(0, job.Connections).Select(i => Create(job, LoadKind.Download, Dialer(job, i)));
        var messages = Enumerable.Range(job.Connections, MixedMessages).Select(i => Create(job, LoadKind.Message, Dialer(job, i)));
        return Measure(job, [.. downloads, .. messages]);
    }

    private static LoadResult Measure(LoadJob job, IReadOnlyList<Worker> workers)
    {
        // What the last job left to the collector is not to be paid for by this one.
        GC.Collect();
        try
        {
            var result = new Measurement(job, workers).Run();
            return result with { Latency = LatencySummary.Of(workers.Select(w => w.Samples)) };
        }
        finally
        {
            foreach (var worker in workers) worker.Dispose();
        }
    }

    private static Worker Create(LoadJob job, LoadKind kind, Dialer dialer) => kind switch
    {
        LoadKind.Download => new DownloadWorker(dialer),
        LoadKind.Upload => new UploadWorker(dialer),
        LoadKind.Connect or LoadKind.Resume => new ConnectWorker(dialer),
        LoadKind.Message => new MessageWorker(dialer),
        LoadKind.Datagrams => new DatagramWorker(dialer, job.Route.Datagrams!, job.DatagramBytes),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind with workers of its own"),
    };

    private Dialer Dialer(LoadJob job, int thread)
    {
        while (_stagings.Count <= thread) _stagings.Add(new());
        return new(job.Route, authority, _stagings[thread], job.Kind == LoadKind.Resume);
    }
}
