using System.Diagnostics;
using System.Globalization;
using Sockeye.Benchmarks.Machine;

namespace Sockeye.Benchmarks.Target;

/// <summary>The target, seen from the bench.</summary>
internal sealed class TargetProcess : IDisposable
{
    private readonly Process _process;

    public TargetProcess(string certificateFile, string keyFile)
    {
        _process = OwnProcess.Start("target", certificateFile, keyFile);
        var words = (_process.StandardOutput.ReadLine() ?? "").Split(' ');
        if (words is not [TargetRole.Ready, var plain, var tls, var datagrams]) throw new InvalidOperationException("The target did not start.");
        PlainPort = int.Parse(plain, CultureInfo.InvariantCulture);
        TlsPort = int.Parse(tls, CultureInfo.InvariantCulture);
        DatagramPort = int.Parse(datagrams, CultureInfo.InvariantCulture);
    }

    public int Id => _process.Id;

    public int PlainPort { get; }

    public int TlsPort { get; }

    public int DatagramPort { get; }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
