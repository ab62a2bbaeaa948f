using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Sockeye.FunctionalTests.Testing.Processes;

/// <summary>A program that runs beside the test; all of its output is kept, and nothing survives the test.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<int, ChildProcess> Living = new();

    private readonly Process _process;
    private readonly OutputLines _lines = new();
    private readonly Task _reading;

    static ChildProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var child in Living.Values)
        {
            child.KillNow();
        }
    };

    private ChildProcess(string name, Process process)
    {
        Name = name;
        _process = process;
        _reading = Task.WhenAll(
            _lines.ReadAsync(process.StandardOutput, "out"),
            _lines.ReadAsync(process.StandardError, "err"));
        Living[process.Id] = this;
    }

    /// <summary>For messages.</summary>
    public string Name { get; }

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Everything that it has written so far, each line marked <c>out</c> or <c>err</c>.</summary>
    public string Output => $"=== {Name}{(HasExited ? $" (ended with {_process.ExitCode})" : "")}\n{_lines.Marked()}";

    /// <summary>Starts a program; its standard input stays open until <see cref="CloseInput"/>.</summary>
    public static ChildProcess Start(
        string name, string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? directory = null)
    {
        var start = new ProcessStartInfo(file)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.Latin1,
            WorkingDirectory = directory ?? Path.GetTempPath(),
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        return new ChildProcess(name, Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start"));
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<ProgramResult> RunAsync(
        string name, string file, IEnumerable<string> arguments, string? input = null, TimeSpan? limit = null,
        IReadOnlyDictionary<string, string>? environment = null, string? directory = null)
    {
        await using var child = Start(name, file, arguments, environment, directory);
        if (input is not null)
        {
            await child.WriteAsync(input);
        }

        child.CloseInput();
        var exitCode = await child.WaitForExitAsync(limit);
        return new ProgramResult(name, exitCode, child.Text("out"), child.Text("err"));
    }

    /// <summary>The lines of one stream (<c>out</c> or <c>err</c>) so far.</summary>
    public IReadOnlyList<string> Lines(string stream) => _lines.Of(stream);

    /// <summary>The text of one stream so far.</summary>
    public string Text(string stream) => string.Join('\n', Lines(stream));

    /// <summary>Waits for a line of either stream, those already written included unless they stand before <paramref name="from"/>.</summary>
    public async Task<Match> WaitForLineAsync(Regex pattern, int from = 0, TimeSpan? limit = null)
    {
        var found = await _lines.WaitAsync(pattern, from, limit ?? Limits.Event);
        return found ?? throw new TimeoutException($"{Name} wrote no line like {pattern}\n{Output}");
    }

    /// <summary>How many lines there are: a place to wait from.</summary>
    public int LineCount => _lines.Count;

    public async Task WriteAsync(string text)
    {
        try
        {
            await _process.StandardInput.WriteAsync(text);
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // it ended without reading; its exit status says why
        }
    }

    public void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // as above
        }
    }

    public void Send(Signal signal) => Signals.Send(Id, signal);

    /// <summary>Asks it to end (SIGTERM) and returns its exit status.</summary>
    public async Task<int> StopAsync(TimeSpan? limit = null)
    {
        Send(Signal.Terminate);
        return await WaitForExitAsync(limit);
    }

    /// <summary>Waits for its end and for the last line of its output.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan? limit = null)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(limit ?? Limits.Start);
            await _reading.WaitAsync(Limits.Event);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{Name} did not end\n{Output}");
        }

        return _process.ExitCode;
    }

    /// <summary>Fails where the program has ended by itself.</summary>
    public void EnsureRuns()
    {
        if (HasExited)
        {
            throw new InvalidOperationException($"{Name} ended by itself\n{Output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        KillNow();
        await _process.WaitForExitAsync();
        Living.TryRemove(Id, out _);
        _process.Dispose();
    }

    private void KillNow()
    {
        try
        {
            _process.Kill(entireProcessTree: false);
        }
        catch (InvalidOperationException)
        {
            // it has ended
        }
    }
}
