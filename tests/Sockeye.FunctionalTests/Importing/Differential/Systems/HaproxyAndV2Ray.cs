using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;

namespace Sockeye.FunctionalTests.Importing.Differential.Systems;

/// <summary>HAProxy and v2ray, run on a set of files.</summary>
internal sealed class HaproxyAndV2Ray : IRunningSystem
{
    private readonly SystemFiles _files;
    private readonly Stack<ChildProcess> _processes = new();

    private HaproxyAndV2Ray(SystemFiles files) => _files = files;

    public SystemPorts Ports => _files.Ports;

    public string Output => string.Join('\n', _processes.Select(process => process.Output));

    public static async Task<HaproxyAndV2Ray> StartAsync(UpstreamPorts upstreams, string idle)
    {
        var (haproxy, v2ray) = (RealProgram.Require("haproxy"), RealProgram.Require("v2ray"));
        var pair = new HaproxyAndV2Ray(new SystemFiles(upstreams, idle));
        try
        {
            await pair.StartAsync("v2ray", v2ray, ["-config", pair._files.Xray, "-format", "json"], pair.Ports.Inbounds);
            await pair.StartAsync("haproxy", haproxy, ["-db", "-f", pair._files.Haproxy], pair.Ports.Frontends);
            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_processes.TryPop(out var process))
        {
            await process.DisposeAsync();
        }

        _files.Dispose();
    }

    private async Task StartAsync(string name, string program, string[] arguments, IEnumerable<int> ports)
    {
        var process = ChildProcess.Start(name, program, arguments, SystemFiles.Environment);
        _processes.Push(process);
        foreach (var port in ports)
        {
            await Poll.UntilAcceptsAsync(process, port);
        }
    }
}
