using System.Collections.Concurrent;
using Sockeye.Engine.Transport.Sockets;
using Sockeye.Engine.Transport.Sockets.Polling;

namespace Sockeye.Tests.Transport.Polling;

public sealed class PollingThreadTests
{
    private readonly PollingThread _thread = new(0);

    [Fact]
    public async Task Post_FromOtherThreads_RunsEachOnceOnThePollingThread()
    {
        var ran = new ConcurrentDictionary<int, PollingThread?>();
        var done = new TaskCompletionSource();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(poster => Task.Run(() =>
        {
            for (var i = 0; i < 5000; i++)
            {
                var number = (poster * 5000) + i;
                _thread.Post(Continuation.Of(() =>
                {
                    ran.TryAdd(number, PollingThread.Current).ShouldBeTrue();
                    if (ran.Count == 20_000) done.SetResult();
                }));
            }
        })));

        await done.Task.Limited();
        ran.Values.ShouldAllBe(thread => thread == _thread);
    }

    [Fact]
    public async Task Turns_OfSeveral_AlternateAndLetWhatIsPostedGoFirst()
    {
        var order = new ConcurrentQueue<string>();
        await OnThreadAsync(() => Task.WhenAll(MoveAsync("a"), MoveAsync("b"))).Limited();

        order.ShouldBe(["a", "message", "b", "a", "b", "a", "b"]);

        async Task MoveAsync(string name)
        {
            for (var turn = 0; turn < 3; turn++)
            {
                await Turn.Yield();
                order.Enqueue(name);
                if (turn == 0 && name == "a") _thread.Post(Continuation.Of(() => order.Enqueue("message")));
            }
        }
    }

    [Fact]
    public async Task HomeThread_AwaitedElsewhere_BringsTheRestHome()
    {
        await OnThreadAsync(async () =>
        {
            var home = HomeThread.Current;
            await Task.Run(() => PollingThread.Current.ShouldBeNull()).ConfigureAwait(false);
            await home;
            PollingThread.Current.ShouldBe(_thread);
        }).Limited();
    }

    private Task OnThreadAsync(Func<Task> run)
    {
        var done = new TaskCompletionSource();
        _thread.Post(Continuation.Of(() => run().ContinueWith(
            ended =>
            {
                if (ended.IsFaulted) done.SetException(ended.Exception.InnerExceptions);
                else done.SetResult();
            },
            TaskScheduler.Default)));
        return done.Task;
    }
}
