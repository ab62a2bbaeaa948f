using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Importing.Differential.Systems;

/// <summary>The ports that one set of files names: two systems can't share one.</summary>
internal sealed class SystemPorts
{
    private readonly Dictionary<Frontend, int> _frontends = Enum.GetValues<Frontend>().ToDictionary(frontend => frontend, _ => FreePort.Take());

    /// <summary>Where clients come in.</summary>
    public int this[Frontend frontend] => _frontends[frontend];

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<int> Frontends => _frontends.Values;

    /// <summary>The plain ports between HAProxy and v2ray.</summary>
    public IReadOnlyList<int> Inbounds => [Socks, SocksWithoutUdp, Http];

    public int Socks { get; } = FreePort.Take();

    public int SocksWithoutUdp { get; } = FreePort.Take();

    public int Http { get; } = FreePort.Take();
}
