using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Outbounds.Ready;

/// <summary>
/// One connection to an upstream that is past its login and waits for a request. It is watched while it waits: an upstream
/// that ends it, or speaks unasked, makes it useless.
/// </summary>
internal sealed class ReadyConnection(DuplexChannel channel, long readySince)
{
    private const int Waiting = 0;
    private const int Looking = 1;
    private const int Taken = 2;
    private const int Gone = 3;

    private readonly byte[] _one = new byte[1];
    private int _state;

    /// <summary>The connection; the taker's after <see cref="TryTake"/>.</summary>
    public DuplexChannel Channel => channel;

    /// <summary>The timestamp of its login.</summary>
    public long ReadySince => readySince;

    /// <summary>Whether it ended while it waited.</summary>
    public bool IsGone => Volatile.Read(ref _state) == Gone;

    /// <summary>
    /// The watch. It holds the channel's one read until something comes; whoever took the connection awaits this before the
    /// first read of its own.
    /// </summary>
    public Task Watch { get; private set; } = Task.CompletedTask;

    /// <summary>Begins to watch.</summary>
    /// <param name="onGone">Called once where it ends before it is taken.</param>
    public void Start(Action<ReadyConnection> onGone) => Watch = WatchAsync(onGone);

    /// <summary>Takes it for a request; false where it is gone, or was taken.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    /// <summary>Ends it in order, where nobody took it.</summary>
    public async ValueTask CloseAsync()
    {
        if (TryTake())
        {
            await channel.CompleteWritesAsync();
            await channel.DisposeAsync();
        }
        else if (!IsGone)
        {
            channel.Abort(); // it is just being looked at: the watch finds the end
        }

        await Watch;
    }

    private async Task WatchAsync(Action<ReadyConnection> onGone)
    {
        while (true)
        {
            // Holds no buffer, and may complete early: for TLS session tickets, say.
            await channel.WaitToReadAsync();
            if (Interlocked.CompareExchange(ref _state, Looking, Waiting) != Waiting)
            {
                return;
            }

            var read = await channel.ReadNowAsync(_one);
            if (read.Bytes > 0 || read.End != ChannelEnd.None)
            {
                Volatile.Write(ref _state, Gone);
                await channel.DisposeAsync();
                onGone(this);
                return;
            }

            Volatile.Write(ref _state, Waiting);
        }
    }
}
