using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sockeye.Benchmarks.Machine;

/// <summary>A program that the bench started, with its output in files beside its configuration; ended with it.</summary>
internal sealed class ChildProgram : IDisposable
{
    // A server with a million users reads for a while.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;

    private ChildProgram(Process process, string outputFile, string errorFile)
    {
        _process = process;
        OutputFile = outputFile;
        ErrorFile = errorFile;
    }

    public int Id => _process.Id;

    public string OutputFile { get; }

    public string ErrorFile { get; }

    /// <summary>Starts it; the shell only redirects, then becomes it, so that nothing of ours stands between it and its files.</summary>
    public static ChildProgram Start(string name, string folder, string program, params IEnumerable<string> arguments)
    {
        var output = Path.Combine(folder, $"{name}.out");
        var error = Path.Combine(folder, $"{name}.err");
        ProcessStartInfo start = new("/bin/sh") { RedirectStandardInput = true };
        foreach (var argument in (string[])["-c", "o=$1 e=$2; shift 2; exec \"$@\" >\"$o\" 2>\"$e\" </dev/null", "sh", output, error, program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        // A data directory of its own is named on the command line; nothing around may name another.
        start.Environment.Remove("SOCKEYE_DATA");
        start.Environment.Remove("STATE_DIRECTORY");
        return new(Process.Start(start)!, output, error);
    }

    /// <summary>Waits until something listens on the port; where nothing does, the program is ended.</summary>
    public void WaitForPort(int port)
    {
        try
        {
            WaitFor(() => Listens(port), $"port {port.ToString(CultureInfo.InvariantCulture)}");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Waits for a line of its output that starts so, and returns what is behind.</summary>
    public string WaitForLine(string start)
    {
        string? line = null;
        WaitFor(
            () => File.Exists(OutputFile)
                && (line = ReadShared(OutputFile).Split('\n').SkipLast(1).FirstOrDefault(l => l.StartsWith(start, StringComparison.Ordinal))) is not null,
            $"its line \"{start}\"");
        return line![start.Length..];
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private static bool Listens(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void WaitFor(Func<bool> condition, string what)
    {
        for (var since = Stopwatch.GetTimestamp(); !condition(); Thread.Sleep(Step))
        {
            if (!_process.HasExited && Stopwatch.GetElapsedTime(since) < Patience) continue;
            var said = File.Exists(ErrorFile) ? ReadShared(ErrorFile).Trim() : "";
            throw new InvalidOperationException($"{Path.GetFileNameWithoutExtension(OutputFile)}: {what} did not come about. {said}");
        }
    }
}
