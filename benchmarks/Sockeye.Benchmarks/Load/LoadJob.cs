namespace Sockeye.Benchmarks.Load;

/// <summary>One thing for the generator to do; a line of JSON on its standard input.</summary>
/// <param name="Kind">What.</param>
/// <param name="Route">By which way.</param>
/// <param name="Connections">How many at a time.</param>
/// <param name="Seconds">How long the measured part lasts.</param>
/// <param name="ProxyProcesses">The processes of the system, whose CPU is read at both ends of the measured part.</param>
/// <param name="TargetProcess">The target's process.</param>
internal sealed record LoadJob(
    LoadKind Kind, Route Route, int Connections, double Seconds, IReadOnlyList<int> ProxyProcesses, int TargetProcess)
{
    /// <summary>Units after which the measured part ends even before its time; 0 for none.</summary>
    public long Units { get; init; }

    /// <summary>The payload of a datagram.</summary>
    public int DatagramBytes { get; init; }
}

/// <summary>What the generator can do.</summary>
internal enum LoadKind
{
    /// <summary>Checks every answer, byte for byte, and the agreement of TLS.</summary>
    Verify,

    /// <summary>Bulk from the target.</summary>
    Download,

    /// <summary>Bulk to the target.</summary>
    Upload,

    /// <summary>Connections one after another on each thread, full handshakes.</summary>
    Connect,

    /// <summary>The same, each with the ticket of the one before.</summary>
    Resume,

    /// <summary>64 bytes there and back, over and over.</summary>
    Message,

    /// <summary>Messages while downloads run; the connections are the downloads.</summary>
    Mixed,

    /// <summary>Checks datagrams: every byte, and who they come from.</summary>
    VerifyDatagrams,

    /// <summary>Datagrams there and back, a window of them under way on each association; the connections are the associations.</summary>
    Datagrams,

    /// <summary>Opens connections until there are so many, and keeps them.</summary>
    Hold,

    /// <summary>Messages on the held connections, a tenth of them at a time.</summary>
    Stir,

    /// <summary>Closes what it holds.</summary>
    Release,
}
