using System.Net;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Engine.Dialing;

namespace Sockeye.Tests.Dialing;

public sealed class OwnAddressSourceTests
{
    private static readonly IPAddress s_first = IPAddress.Parse("203.0.113.1");
    private static readonly IPAddress s_second = IPAddress.Parse("203.0.113.2");

    [Fact]
    public void Current_OlderThanItsAge_IsReadAgainInTheBackground()
    {
        var time = new FakeTimeProvider();
        var reads = 0;
        using var source = new OwnAddressSource(time, () => Interlocked.Increment(ref reads) == 1 ? [s_first] : [s_second]);

        source.Current.Contains(s_first).ShouldBeTrue();
        time.Advance(OwnAddressSource.MaximumAge - TimeSpan.FromMilliseconds(1));
        source.Current.Contains(s_first).ShouldBeTrue();
        reads.ShouldBe(1);

        time.Advance(TimeSpan.FromMilliseconds(1));
        SpinWait.SpinUntil(() => source.Current.Contains(s_second), TimeSpan.FromSeconds(10)).ShouldBeTrue();
        source.Current.Contains(s_first).ShouldBeFalse();
    }
}
