using System.Net;
using System.Net.Sockets;
using Sockeye.Core.Net;
using Sockeye.Engine.Dialing;

namespace Sockeye.Engine.Udp;

/// <summary>
/// The names that one association sends to. A look-up holds up nobody else's datagrams: those for the name wait, a bounded
/// number of them, and are sent when it is there. Thread-safe.
/// </summary>
/// <param name="dialer">Resolves, within its limits.</param>
/// <param name="user">Whose share of the resolver this uses.</param>
/// <param name="tally">Counts what is dropped.</param>
/// <param name="send">Sends what waited, without waiting for anything itself.</param>
internal sealed class DatagramNames(
    TcpDialer dialer, string user, UdpTally tally, Action<IReadOnlyList<IPAddress>, ushort, byte[]> send) : IDisposable
{
    /// <summary>Names that are known at once. A client has a few; one with more asks again.</summary>
    internal const int MaximumNames = 64;

    /// <summary>What waits for look-ups, each datagram with <see cref="OverheadBytes"/> more than its payload.</summary>
    internal const int MaximumWaitingBytes = 64 * 1024;

    // What keeping a datagram costs beside its payload: empty ones are not for nothing.
    private const int OverheadBytes = 64;

    // An association lives for minutes, and its targets' addresses do too; a failure may be over in a moment.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FailureLifetime = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _ended = new();
    private int _waitingBytes;

    /// <summary>The addresses of a name that is known; null where the datagram was kept for later, or dropped.</summary>
    public IReadOnlyList<IPAddress>? Find(Destination peer, ReadOnlyMemory<byte> payload)
    {
        bool isNew;
        Entry entry;
        lock (_gate)
        {
            (entry, isNew) = FindEntry(peer.Name!);
            if (entry.Result is { } known)
            {
                if (!known.IsResolved) tally.Drop(UdpDrop.NotResolved);
                return known.IsResolved ? known.Addresses : null;
            }

            if (entry.IsRefused || _waitingBytes + payload.Length + OverheadBytes > MaximumWaitingBytes)
            {
                tally.Drop(UdpDrop.NotResolved);
            }
            else
            {
                _waitingBytes += payload.Length + OverheadBytes;
                entry.Waiting.Enqueue((peer.Port, payload.ToArray()));
            }
        }

        if (isNew) _ = ResolveAsync(peer, entry);
        return null;
    }

    /// <summary>Stops look-ups, and forgets what waits for them.</summary>
    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private (Entry Entry, bool IsNew) FindEntry(string name)
    {
        var now = dialer.Time.GetTimestamp();
        if (_entries.TryGetValue(name, out var entry) && !IsOver(entry, now)) return (entry, false);
        if (_entries.Count >= MaximumNames)
        {
            foreach (var (old, _) in _entries.Where(e => e.Value.Result is not null).ToList()) _entries.Remove(old);
            if (_entries.Count >= MaximumNames) return (Entry.Refused, false);
        }

        entry = new Entry();
        _entries[name] = entry;
        return (entry, true);
    }

    private bool IsOver(Entry entry, long now) => entry.Result is { } result
        && dialer.Time.GetElapsedTime(entry.Since, now) >= (result.IsResolved ? Lifetime : FailureLifetime);

    private async Task ResolveAsync(Destination peer, Entry entry)
    {
        using var limit = dialer.StartLimit(_ended.Token);
        var result = PreferIPv4(await dialer.ResolveAsync(peer, user, new DialTimings(), limit));
        while (true)
        {
            (ushort Port, byte[] Payload) next;
            lock (_gate)
            {
                if (!entry.Waiting.TryDequeue(out next))
                {
                    // Known from now on: whoever comes later sends by himself, behind those that waited.
                    (entry.Result, entry.Since) = (result, dialer.Time.GetTimestamp());
                    return;
                }

                _waitingBytes -= next.Payload.Length + OverheadBytes;
            }

            if (!result.IsResolved) tally.Drop(UdpDrop.NotResolved);
            else send(result.Addresses, next.Port, next.Payload);
        }
    }

    // Nobody tells whether a datagram arrived, so the families can't be raced. Servers of datagrams that listen on one family
    // only listen on IPv4, whatever their name resolves to.
    private static ResolveResult PreferIPv4(ResolveResult result) => result.IsResolved
        ? ResolveResult.Resolved([.. result.Addresses.OrderBy(address => address.AddressFamily != AddressFamily.InterNetwork)])
        : result;

    private sealed class Entry
    {
        /// <summary>Stands for a name that finds no place.</summary>
        public static Entry Refused { get; } = new() { IsRefused = true };

        public bool IsRefused { get; private init; }

        public Queue<(ushort Port, byte[] Payload)> Waiting { get; } = new();

        public ResolveResult? Result { get; set; }

        public long Since { get; set; }
    }
}
