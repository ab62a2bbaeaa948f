namespace Sockeye.Hosting;

/// <summary>Who opens, disposes: in the opposite order.</summary>
internal sealed class DisposalStack : IAsyncDisposable
{
    private readonly Stack<Func<ValueTask>> _disposals = new();

    public T Add<T>(T owned)
        where T : IDisposable
    {
        Then(owned.Dispose);
        return owned;
    }

    public T AddAsync<T>(T owned)
        where T : IAsyncDisposable
    {
        _disposals.Push(owned.DisposeAsync);
        return owned;
    }

    public void Then(Action action) => _disposals.Push(() =>
    {
        action();
        return ValueTask.CompletedTask;
    });

    public async ValueTask DisposeAsync()
    {
        while (_disposals.TryPop(out var dispose))
        {
            await dispose();
        }
    }
}
