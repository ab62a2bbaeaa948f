using Sockeye.Benchmarks.Systems;
using Sockeye.Benchmarks.Works;

namespace Sockeye.Benchmarks.Report;

/// <summary>What Sockeye is held to: its figure by that of the pair, and by that of HAProxy alone.</summary>
internal sealed record Limit(string Figure, string Title, double Pair, double Terminator)
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Limit> All =
    [
        new("download-16.cpu", "download, 16 connections: CPU", 0.45, 0.85),
        new("upload-16.cpu", "upload, 16 connections: CPU", 0.50, 1.0),
        new("connect.cpu", "new connection, full handshake: CPU", 0.40, 1.0),
        new("resume.cpu", "new connection, resumed: CPU", 0.38, 1.0),
        new("message.cpu", "64-byte message: CPU", 0.27, 0.95),
        new(IdleWork.FigureOf(IdleWork.JudgedCount).Id, "idle connection: memory", 0.27, 1.0),
        new("connect.p99", "time to connected, 32 at a time: p99", 0.55, 0.95),
        new("mixed.p50", "message while 16 downloads run: p50", 0.05, 0.3),
    ];

    public double Of(SystemRole role) => role == SystemRole.Pair ? Pair : Terminator;

    /// <summary>Its figure in these results, or null where it was not measured.</summary>
    public Figure? Find(Results results) => results.Works.SelectMany(w => w.Figures).FirstOrDefault(f => f.Id == Figure);
}
