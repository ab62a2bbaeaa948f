using System.Collections.Concurrent;
using System.Net;
using Sockeye.Core.Net;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Transport;
using Sockeye.Tests.Testing;

namespace Sockeye.Tests.Sessions;

/// <summary>A way out whose other end the test holds.</summary>
internal sealed class ScriptedOutbound(ConcurrentQueue<string> writes) : Outbound
{
    public static readonly IPEndPoint Bound = new(IPAddress.Parse("203.0.113.9"), 4321);

    private readonly DuplexPair _pair = new();

    public override string Tag => "direct";

    public ConcurrentQueue<Destination> Dials { get; } = new();

    /// <summary>The target's side of the one connection that there is.</summary>
    public MemoryChannel Target => _pair.Far;

    public DialError? Refusal { get; set; }

    /// <summary>The engine reads what the target sends in pieces of these sizes.</summary>
    public int[] Pieces { get; set; } = [];

    /// <summary>Dials wait for this.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Completes with the first dial.</summary>
    public TaskCompletionSource Dialled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the engine writes to and reads from.</summary>
    public DuplexChannel EngineSide => _pair.Near;

    public override async ValueTask<DialResult> ConnectAsync(DialContext context, CancellationToken cancellationToken)
    {
        Dials.Enqueue(context.Destination);
        Dialled.TrySetResult();
        try
        {
            await Gate.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return DialResult.Failed(DialStage.Connect, DialErrorKind.Aborted, "aborted");
        }

        return Refusal is { } refusal
            ? DialResult.Failed(refusal)
            : DialResult.Connected(new SegmentedChannel(_pair.Near, "target", writes, Pieces), Bound);
    }
}
