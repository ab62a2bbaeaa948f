using Sockeye.Hosting;

namespace Sockeye.Tests.Hosting;

public sealed class DisposalStackTests
{
    [Fact]
    public async Task DisposeAsync_Everything_InTheOppositeOrderAndOnce()
    {
        var order = new List<int>();
        var stack = new DisposalStack();
        stack.Then(() => order.Add(1));
        stack.Add(new Owned(() => order.Add(2)));
        stack.AddAsync(new Owned(() => order.Add(3)));
        await stack.DisposeAsync();
        await stack.DisposeAsync();
        order.ShouldBe([3, 2, 1]);
    }

    private sealed class Owned(Action disposed) : IDisposable, IAsyncDisposable
    {
        public void Dispose() => disposed();

        public ValueTask DisposeAsync()
        {
            disposed();
            return default;
        }
    }
}
