using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds.Ready;
using Sockeye.Engine.Transport;
using Sockeye.Tests.Testing;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Outbounds.Ready;

/// <summary>Connections that wait: when they are opened, renewed, given out and let go.</summary>
public sealed class ReadyPoolTests : IDisposable
{
    private const int Size = 3;

    private readonly FakeTimeProvider _time = new();
    private readonly ConcurrentQueue<DuplexPair> _opened = new();
    private readonly ReadyPool _pool;
    private DialError? _failure;

    public ReadyPoolTests() => _pool = new ReadyPool(Size, OpenAsync, _time);

    public void Dispose() => _pool.Dispose();

    [Fact]
    public async Task Take_TheFirstTime_GivesNoneAndOpensAll()
    {
        _pool.Take().ShouldBeNull();

        await FilledAsync();
        _opened.Count.ShouldBe(Size);
    }

    [Fact]
    public void Nothing_WithoutAUse_IsOpened()
    {
        _time.Advance(TimeSpan.FromHours(1));
        _opened.ShouldBeEmpty();
        _pool.Opening.ShouldBe(0);
    }

    [Fact]
    public async Task Take_WithSomeReady_GivesTheOldestAndReplacesIt()
    {
        _pool.Take();
        await FilledAsync();

        var taken = _pool.Take().ShouldNotBeNull();

        _opened.ShouldContain(pair => ReferenceEquals(pair.Near, taken.Channel));
        await FilledAsync();
        _opened.Count.ShouldBe(Size + 1);
    }

    [Fact]
    public async Task Taken_ItsReaderWaitsForTheWatchAndLosesNothing()
    {
        _pool.Take();
        await FilledAsync();
        var taken = _pool.Take().ShouldNotBeNull();
        var far = _opened.First(pair => ReferenceEquals(pair.Near, taken.Channel)).Far;

        (await far.WriteAsync("answer"u8.ToArray())).ShouldBe(ChannelEnd.None);
        await taken.Watch.Limited();

        (await taken.Channel.ReadExactlyAsync(6)).ShouldBe("answer"u8.ToArray());
    }

    [Fact]
    public async Task Waiting_TheServerEndsIt_IsNotGivenOut()
    {
        _pool.Take();
        await FilledAsync();
        foreach (var pair in _opened)
        {
            await pair.Far.CompleteWritesAsync();
        }

        await Waiting.Until(() => _pool.Count == 0);
        _pool.Take().ShouldBeNull();
    }

    [Fact]
    public async Task Waiting_TheServerSpeaks_IsNotGivenOut()
    {
        _pool.Take();
        await FilledAsync();
        _opened.TryPeek(out var first).ShouldBeTrue();

        await first!.Far.WriteAsync(new byte[1]);

        await Waiting.Until(() => _pool.Count == Size - 1);
        (await first.Far.ReadToEndAsync().Limited()).Bytes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Waiting_UpToItsLifetime_IsClosedInOrderAndRenewed()
    {
        _pool.Take();
        await FilledAsync();
        var first = _opened.ToArray();

        await PassAsync(ReadyPool.Lifetime);

        await Waiting.Until(() => _opened.Count == 2 * Size && _pool.Count == Size);
        foreach (var pair in first)
        {
            (await pair.Far.ReadToEndAsync().Limited()).End.ShouldBe(ChannelEnd.Closed);
        }
    }

    [Fact]
    public async Task Waiting_NobodyComes_IsLetGoAndNothingIsOpened()
    {
        _pool.Take();
        await FilledAsync();

        await PassAsync(ReadyPool.KeptAfterUse + ReadyPool.Lifetime);
        await Waiting.Until(() => _pool.Count == 0);
        var opened = _opened.Count;
        await PassAsync(TimeSpan.FromHours(1));

        _opened.Count.ShouldBe(opened);
    }

    [Fact]
    public async Task Add_UntilItIsTaken_IsAskedForSignsOfLife()
    {
        var channel = new ScriptedChannel([]);
        _pool.Add(channel);

        channel.Detections.ShouldBe([DeadPeerDetection.WhileIdle]);
        await Waiting.Until(() => channel.IsDisposed);
    }

    [Fact]
    public async Task Renew_OneWasDead_ClosesWhatIsAsOldAndOpensOthers()
    {
        _pool.Take();
        await FilledAsync();
        var dead = _pool.Take().ShouldNotBeNull().Channel;
        var takenAt = _time.GetTimestamp();
        await FilledAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        var other = _pool.Take().ShouldNotBeNull().Channel;
        await FilledAsync();
        var (old, young) = (_opened.SkipLast(1).Where(pair => pair.Near != dead && pair.Near != other).ToArray(), _opened.Last());

        _pool.Renew(takenAt);

        old.Length.ShouldBe(Size - 1);
        foreach (var pair in old)
        {
            (await pair.Far.ReadToEndAsync().Limited()).End.ShouldBe(ChannelEnd.Closed);
        }

        await FilledAsync();
        _pool.Take().ShouldNotBeNull().Channel.ShouldBeSameAs(young.Near);
    }

    [Fact]
    public async Task Opening_Fails_IsTriedAgainMoreAndMoreSeldom()
    {
        _failure = new DialError(DialStage.Connect, DialErrorKind.UpstreamFailed, "away");
        _pool.Take();
        await Waiting.Until(() => _pool.Opening == 0);

        _time.Advance(TimeSpan.FromSeconds(1));
        _pool.Take().ShouldBeNull();
        _pool.Opening.ShouldBe(0, "not at once");

        _failure = null;
        await PassAsync(TimeSpan.FromMinutes(1));
        await FilledAsync();
    }

    [Fact]
    public async Task Opening_PasswordRefused_IsNotTriedAgainForAMinute()
    {
        _failure = new DialError(DialStage.ProxyGreeting, DialErrorKind.UpstreamAuthenticationFailed, "refused");
        _pool.Take();
        await Waiting.Until(() => _pool.Opening == 0);
        _failure = null;

        await PassAsync(TimeSpan.FromSeconds(55));
        _opened.ShouldBeEmpty();
        await PassAsync(TimeSpan.FromSeconds(10));
        await FilledAsync();
    }

    [Fact]
    public async Task Add_OneThatHasEnded_IsNotGivenOut()
    {
        var pair = new DuplexPair();
        await pair.Far.CompleteWritesAsync();

        _pool.Add(pair.Near);

        await Waiting.Until(() => _pool.Count == 0);
        _pool.Take().ShouldBeNull();
    }

    [Fact]
    public async Task Add_ThenTaken_HasItsReadForItself()
    {
        var pair = new DuplexPair();
        _pool.Add(pair.Near);
        var taken = _pool.Take().ShouldNotBeNull();

        (await pair.Far.WriteAsync("answer"u8.ToArray())).ShouldBe(ChannelEnd.None);
        await taken.Watch.Limited();
        (await taken.Channel.ReadExactlyAsync(6)).ShouldBe("answer"u8.ToArray());
    }

    [Fact]
    public async Task Add_BeyondTheSize_IsClosed()
    {
        var pairs = Enumerable.Range(0, Size + 1).Select(_ => new DuplexPair()).ToArray();
        foreach (var pair in pairs)
        {
            _pool.Add(pair.Near);
        }

        _pool.Count.ShouldBe(Size);
        (await pairs[Size].Far.ReadToEndAsync().Limited()).End.ShouldBe(ChannelEnd.Closed);
    }

    [Fact]
    public async Task Dispose_ClosesWhatWaitsAndTakesInNoMore()
    {
        _pool.Take();
        await FilledAsync();

        _pool.Dispose();

        foreach (var pair in _opened)
        {
            (await pair.Far.ReadToEndAsync().Limited()).End.ShouldBe(ChannelEnd.Closed);
        }

        var late = new DuplexPair();
        _pool.Add(late.Near);
        (await late.Far.ReadToEndAsync().Limited()).End.ShouldBe(ChannelEnd.Closed);
        _pool.Take().ShouldBeNull();
    }

    private ValueTask<(DuplexChannel? Channel, DialError? Error)> OpenAsync(CancellationToken cancellationToken)
    {
        if (_failure is { } failure)
        {
            return new((null, failure));
        }

        var pair = new DuplexPair();
        _opened.Enqueue(pair);
        return new((pair.Near, null));
    }

    private Task FilledAsync() => Waiting.Until(() => _pool.Count == Size && _pool.Opening == 0);

    /// <summary>Moves the clock tick by tick, and waits for what a tick began.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += ReadyPool.Period)
        {
            _time.Advance(ReadyPool.Period);
            await Waiting.Until(() => _pool.Opening == 0);
        }
    }
}
