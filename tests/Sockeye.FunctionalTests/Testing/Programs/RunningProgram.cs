using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Testing.Programs;

/// <summary>A real program that listens on a port, with its folder.</summary>
internal sealed class RunningProgram : IAsyncDisposable, IHasOutput
{
    private readonly TempDirectory _folder;
    private ChildProcess? _process;

    private RunningProgram(int port, TempDirectory folder)
    {
        Port = port;
        _folder = folder;
    }

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    public ChildProcess Process => _process!;

    public string Output => Process.Output;

    /// <summary>Writes its configuration file and starts it.</summary>
    /// <param name="name">The program.</param>
    /// <param name="configure">The configuration's text, for its port.</param>
    /// <param name="arguments">The arguments, for the configuration's path and the port.</param>
    public static async Task<RunningProgram> StartAsync(string name, Func<int, string> configure, Func<string, int, string[]> arguments)
    {
        RealProgram.Require(name);
        var program = new RunningProgram(FreePort.Take(), new TempDirectory());
        try
        {
            var configuration = program._folder.Write("configuration", configure(program.Port));
            program._process = await RealProgram.StartListeningAsync(name, program.Port, arguments(configuration, program.Port));
            return program;
        }
        catch
        {
            program._folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _folder.Dispose();
    }
}
