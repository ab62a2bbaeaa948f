using Sockeye.Engine.Transport.Sockets.Polling;

namespace Sockeye.Tests.Transport.Polling;

public sealed class ReadinessGateTests
{
    private static readonly Continuation Waiter = new(static _ => { }, "waiter");

    [Fact]
    public void TryWait_NotReady_IsGivenBackByTheNextOpenOnly()
    {
        ReadinessGate gate = default;
        gate.TryWait(Waiter).ShouldBeTrue();

        gate.Open(out var woken).ShouldBeTrue();
        woken.ShouldBe(Waiter);
        gate.IsReady.ShouldBeTrue();
        gate.Open(out _).ShouldBeFalse();
    }

    [Fact]
    public void TryWait_ReadyMeanwhile_IsTheCallersToRun()
    {
        ReadinessGate gate = default;
        gate.Open(out _).ShouldBeFalse();

        gate.TryWait(Waiter).ShouldBeFalse();
        gate.IsReady.ShouldBeTrue();
        gate.Open(out _).ShouldBeFalse();
    }

    [Fact]
    public void Open_BetweenClearAndTheCallThatTests_IsNotLost()
    {
        ReadinessGate gate = default;
        gate.Restore();
        gate.Clear();
        gate.Open(out _).ShouldBeFalse(); // the event of what came during the call

        gate.TryWait(Waiter).ShouldBeFalse();
    }

    [Fact]
    public async Task Waits_AndOpensOfTwoThreads_LoseNoWakeUp()
    {
        const int Rounds = 200_000;
        var gate = new Box();
        var turns = 0;
        var opener = Task.Run(() =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                if (gate.Gate.Open(out var waiting)) waiting.Run();
                SpinWait.SpinUntil(() => Volatile.Read(ref turns) > round, Waiting.Limit).ShouldBeTrue();
            }
        });
        for (var round = 0; round < Rounds; round++)
        {
            var woken = false;
            if (gate.Gate.TryWait(new(_ => Volatile.Write(ref woken, true), null)))
            {
                SpinWait.SpinUntil(() => Volatile.Read(ref woken), Waiting.Limit).ShouldBeTrue();
            }

            gate.Gate.Clear();
            Interlocked.Increment(ref turns);
        }

        await opener.Limited();
        turns.ShouldBe(Rounds);
    }

    private sealed class Box
    {
        public ReadinessGate Gate;
    }
}
