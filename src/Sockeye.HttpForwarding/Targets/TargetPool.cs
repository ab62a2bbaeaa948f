namespace Sockeye.HttpForwarding.Targets;

/// <summary>The open connections of one <see cref="TargetPoolKey"/>. Its counts are guarded by the table's lock.</summary>
internal sealed class TargetPool(TargetPoolKey key, TargetHandler handler) : IDisposable
{
    public TargetPoolKey Key => key;

    public HttpMessageInvoker Invoker { get; } = new(handler, disposeHandler: true);

    /// <summary>Requests that use it now.</summary>
    public int Leases { get; set; }

    /// <summary>When the last of them was done.</summary>
    public long LastUsedAt { get; set; }

    /// <summary>Whether it is out of the table, and disposed with its last lease.</summary>
    public bool IsRetired { get; set; }

    /// <summary>Whether it holds a connection past an upstream that may be back by now: nobody finds it any more.</summary>
    public bool BypassesUpstream => handler.BypassesUpstream;

    /// <summary>Connections open and in use by nobody, about: a request may not have its connection yet.</summary>
    public int IdleConnections => Math.Max(0, handler.OpenConnections - Leases);

    /// <summary>Closes idle connections; one in use closes after its answer.</summary>
    public void Dispose() => Invoker.Dispose();
}
