using Sockeye.Engine.Listening;

namespace Sockeye.Tests.Listening;

public sealed class ConnectionLimiterTests
{
    [Fact]
    public void TryTake_UpToTheLimit_ThenNotUntilOneComesBack()
    {
        var limiter = new ConnectionLimiter(2);
        limiter.TryTake().ShouldBeTrue();
        limiter.TryTake().ShouldBeTrue();
        limiter.TryTake().ShouldBeFalse();
        limiter.Held.ShouldBe(2);
        limiter.Release();
        limiter.TryTake().ShouldBeTrue();
    }

    [Fact]
    public void TryTake_FromManyThreads_NeverGivesMoreThanTheLimit()
    {
        var limiter = new ConnectionLimiter(10);
        var taken = 0;
        Parallel.For(0, 1000, _ =>
        {
            if (limiter.TryTake())
            {
                Interlocked.Increment(ref taken).ShouldBeLessThanOrEqualTo(10);
                Interlocked.Decrement(ref taken);
                limiter.Release();
            }
        });
        limiter.Held.ShouldBe(0);
    }
}
