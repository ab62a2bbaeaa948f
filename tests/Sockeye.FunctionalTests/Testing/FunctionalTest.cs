namespace Sockeye.FunctionalTests.Testing;

/// <summary>A test that owns servers and programs: ended in any case, their output shown where it failed.</summary>
public abstract class FunctionalTest : IAsyncLifetime
{
    private readonly Stack<IAsyncDisposable> _owned = new();
    private readonly List<IHasOutput> _shown = [];

    public ValueTask InitializeAsync() => StartAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            foreach (var program in _shown)
            {
                TestContext.Current.TestOutputHelper?.WriteLine(program.Output);
            }
        }

        while (_owned.TryPop(out var owned))
        {
            await owned.DisposeAsync();
        }
    }

    /// <summary>What every test of the class needs first.</summary>
    private protected virtual ValueTask StartAsync() => ValueTask.CompletedTask;

    /// <summary>Ends it after the test.</summary>
    private protected T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        _owned.Push(owned);
        Show(owned as IHasOutput);
        return owned;
    }

    /// <summary>Ends it after the test.</summary>
    private protected async Task<T> OwnAsync<T>(Task<T> owned)
        where T : IAsyncDisposable => Own(await owned);

    /// <summary>Shows its output where the test fails; it stays its owner's.</summary>
    private protected void Show(IHasOutput? program)
    {
        if (program is not null)
        {
            _shown.Add(program);
        }
    }
}
