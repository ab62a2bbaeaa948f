using Sockeye.Benchmarks.Load.Datagrams;

namespace Sockeye.Tests.Bench;

public sealed class DatagramWindowTests
{
    private const int Bytes = 64;
    private const int Patience = 200;

    private readonly DatagramWindow _window = new(4, Bytes, Patience);

    [Fact]
    public void TryTake_AnAnswer_TellsItsPlaceAndTime()
    {
        Next(0, now: 5);
        var second = Next(1, now: 7);

        _window.TryTake(second, out var place, out var sentAt).ShouldBeTrue();
        (place, sentAt).ShouldBe((1, 7));
    }

    [Fact]
    public void TryTake_ASecondTime_IsNoAnswer()
    {
        var sent = Next(2, now: 0);
        _window.TryTake(sent, out _, out _).ShouldBeTrue();

        _window.TryTake(sent, out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void TryTake_AfterTheNextWasSent_IsTooLate()
    {
        var lost = Next(3, now: 0);
        var next = Next(3, now: Patience);

        _window.TryTake(lost, out _, out _).ShouldBeFalse();
        _window.TryTake(next, out _, out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(63)]
    public void TryTake_AWrongByte_IsFound(int at)
    {
        var sent = Next(0, now: 0);
        sent[at] ^= 0x80;

        Should.Throw<InvalidDataException>(() => _window.TryTake(sent, out _, out _));
    }

    [Fact]
    public void TryTake_AnotherLength_IsFound()
    {
        var sent = Next(0, now: 0);

        Should.Throw<InvalidDataException>(() => _window.TryTake(sent.AsSpan(0, Bytes - 1), out _, out _));
    }

    [Fact]
    public void IsLost_WithoutAnAnswer_OnceTheTimeIsUp()
    {
        var first = Next(0, now: 10);
        Next(1, now: 10);
        _window.TryTake(first, out _, out _).ShouldBeTrue();

        _window.IsLost(1, now: 9 + Patience).ShouldBeFalse();
        _window.IsLost(1, now: 10 + Patience).ShouldBeTrue();
        _window.IsLost(0, now: 10 + Patience).ShouldBeFalse();
    }

    private byte[] Next(int place, long now)
    {
        var payload = new byte[Bytes];
        _window.Next(place, payload, now);
        return payload;
    }
}
