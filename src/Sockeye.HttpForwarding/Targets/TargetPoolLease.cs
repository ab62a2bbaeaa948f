namespace Sockeye.HttpForwarding.Targets;

/// <summary>A request's use of a pool.</summary>
internal readonly struct TargetPoolLease(TargetPoolTable table, TargetPool pool) : IDisposable
{
    public HttpMessageInvoker Invoker => pool.Invoker;

    public void Dispose() => table.Return(pool);
}
