using System.Net;
using System.Net.NetworkInformation;

namespace Sockeye.Engine.Dialing;

/// <summary>
/// The addresses of this machine's network interfaces, public ones too. Read again when the system reports a change,
/// and when the snapshot is older than <see cref="MaximumAge"/>, for changes that went unreported.
/// </summary>
/// <remarks>Reading takes about a millisecond, so only the first reader waits for it; later ones go on with the old snapshot meanwhile.</remarks>
public sealed class OwnAddressSource : IOwnAddressSource, IDisposable
{
    /// <summary>How old a snapshot in use gets before it is read again: the addresses of a machine change rarely, and changes are reported.</summary>
    public static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly Func<IEnumerable<IPAddress>> _read;
    private readonly Lock _gate = new();
    private Snapshot? _snapshot;
    private int _refreshing;

    /// <summary>The interfaces of this machine.</summary>
    public OwnAddressSource(TimeProvider time)
        : this(time, ReadInterfaces) => NetworkChange.NetworkAddressChanged += OnNetworkChange;

    internal OwnAddressSource(TimeProvider time, Func<IEnumerable<IPAddress>> read)
    {
        _time = time;
        _read = read;
    }

    /// <inheritdoc/>
    public OwnAddressTable Current
    {
        get
        {
            var snapshot = Volatile.Read(ref _snapshot) ?? ReadFirst();
            if (_time.GetElapsedTime(snapshot.ReadAt) >= MaximumAge)
            {
                RefreshInBackground();
            }

            return snapshot.Table;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => NetworkChange.NetworkAddressChanged -= OnNetworkChange;

    private void OnNetworkChange(object? sender, EventArgs e) => RefreshInBackground();

    private Snapshot ReadFirst()
    {
        lock (_gate)
        {
            return _snapshot ?? Read(null);
        }
    }

    private void RefreshInBackground()
    {
        // 2: a change came while one was being read; what is being read may miss it.
        if (Interlocked.Exchange(ref _refreshing, 2) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static self => self.Refresh(), this, preferLocal: false);
        }
    }

    private void Refresh()
    {
        do
        {
            Volatile.Write(ref _refreshing, 1);
            lock (_gate)
            {
                Read(_snapshot);
            }
        }
        while (Interlocked.CompareExchange(ref _refreshing, 0, 1) != 1);
    }

    private Snapshot Read(Snapshot? previous)
    {
        OwnAddressTable table;
        try
        {
            table = new OwnAddressTable(_read());
        }
        catch (NetworkInformationException)
        {
            // An interface went while it was read. The old list is nearer to the truth than none; the next reading is soon.
            table = previous?.Table ?? OwnAddressTable.Empty;
        }

        var snapshot = new Snapshot(table, _time.GetTimestamp());
        Volatile.Write(ref _snapshot, snapshot);
        return snapshot;
    }

    private static List<IPAddress> ReadInterfaces()
    {
        var addresses = new List<IPAddress>();
        foreach (var network in NetworkInterface.GetAllNetworkInterfaces())
        {
            foreach (var unicast in network.GetIPProperties().UnicastAddresses)
            {
                addresses.Add(unicast.Address);
            }
        }

        return addresses;
    }

    private sealed record Snapshot(OwnAddressTable Table, long ReadAt);
}
