using Sockeye.FunctionalTests.Importing.Differential.Rows;
using Sockeye.FunctionalTests.Importing.Differential.Systems;
using Sockeye.FunctionalTests.Importing.Differential.Visits;

namespace Sockeye.FunctionalTests.Importing.Differential;

/// <summary>HAProxy with v2ray, and Sockeye, on the same files side by side; started by the first connection.</summary>
public sealed class DifferentialFixture : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _owned = new();
    private Task? _starting;
    private Surroundings _around = null!;

    internal IRunningSystem? Pair { get; private set; }

    internal IRunningSystem? Sockeye { get; private set; }

    /// <summary>Starts both where that was not done yet; without the programs the test is skipped.</summary>
    internal Task StartAsync(string idle = "60s") => _starting ??= StartBothAsync(idle);

    /// <summary>The fates of one connection to each.</summary>
    internal async Task<(Fate Pair, Fate Sockeye)> VisitAsync(Row row)
    {
        var (pair, sockeye) = (row.Visit(_around).MakeAsync(Pair!.Ports), row.Visit(_around).MakeAsync(Sockeye!.Ports));
        return (await pair, await sockeye);
    }

    public async ValueTask DisposeAsync()
    {
        while (_owned.TryPop(out var owned))
        {
            await owned.DisposeAsync();
        }
    }

    private async Task StartBothAsync(string idle)
    {
        _owned.Push(_around = await Surroundings.StartAsync());
        _owned.Push(Pair = await HaproxyAndV2Ray.StartAsync(_around.Upstreams, idle));
        _owned.Push(Sockeye = await SockeyeOnFiles.StartAsync(_around.Upstreams, idle));
    }
}
