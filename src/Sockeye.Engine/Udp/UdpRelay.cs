using Sockeye.Engine.Relaying;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Udp;

/// <summary>
/// A UDP association: datagrams from one client to many targets and back, whatever framing the client speaks and
/// whatever its ways out are. Ends with the client's side, with a way out that ends, or with the session.
/// </summary>
/// <remarks>Buffers belong to the channels, which have them only while there are datagrams in them.</remarks>
#pragma warning disable CA1001 // the semaphore has no wait handle, so there is nothing to release in it
internal sealed class UdpRelay : ISessionRelay
#pragma warning restore CA1001
{
    private readonly Session _session;
    private readonly DatagramChannel _client;
    private readonly UdpTally _tally;
    private readonly UdpPaths _paths;
    private readonly Action _released;
    private readonly List<Task> _downloads = [];

    // Two ways may have something for the client at once; a frame must not be written into another.
    private readonly SemaphoreSlim _toClient = new(1);
    private SessionEndReason _pathEnd;

    /// <param name="session">Whose datagrams they are.</param>
    /// <param name="client">The client's side; the relay's from now on.</param>
    /// <param name="tally">Counts them.</param>
    /// <param name="paths">Makes the ways out; told whom to call when one is opened.</param>
    /// <param name="released">Called at the end.</param>
    public UdpRelay(Session session, DatagramChannel client, UdpTally tally, Func<Action<DatagramChannel>, UdpPaths> paths, Action released)
    {
        (_session, _client, _tally, _released) = (session, client, tally, released);
        _paths = paths(path => _downloads.Add(DownloadAsync(path)));
    }

    /// <inheritdoc/>
    public async ValueTask RunAsync()
    {
        _session.Enter(SessionStage.Relay);
        try
        {
            await using (_session.Cancellation.UnsafeRegister(static client => ((DatagramChannel)client!).Abort(), _client))
            {
                foreach (var path in _paths.Open.ToList()) _downloads.Add(DownloadAsync(path));
                var reason = await UploadAsync();
                _session.Conclude(_pathEnd != SessionEndReason.None ? _pathEnd : reason);
            }
        }
        finally
        {
            foreach (var path in _paths.Open) path.Abort();
            await Task.WhenAll(_downloads);
            foreach (var path in _paths.Open) await path.DisposeAsync();
            await _client.DisposeAsync();
            _released();
        }
    }

    /// <summary>From the client, until its side ends.</summary>
    private async ValueTask<SessionEndReason> UploadAsync()
    {
        TurnMeter turn = default;
        while (true)
        {
            var wait = _client.WaitToReceiveAsync();
            if (!wait.IsCompleted) turn.Waited();
            await wait;
            DatagramRead read;
            var isTurnOver = false;
            DatagramCount count = default;
            do
            {
                read = await _client.ReceiveAsync();
                if (read.Status == DatagramReadStatus.Datagram)
                {
                    var isSent = await _paths.FindAsync(read.Peer) is { } path && await path.SendAsync(read.Peer, read.Payload);
                    count.Add(read, isSent);
                    isTurnOver = turn.IsOver(read.Payload.Length);
                }
            }
            while (read.MayBeFollowed && !isTurnOver);

            if (count.Received > 0)
            {
                _session.CountFromClient(count.Bytes);
                _tally.CountFromClient(count.Sent);
            }

            await _paths.FlushAsync();
            if (isTurnOver) await Turn.Yield();
            if (read.Status is DatagramReadStatus.Ended or DatagramReadStatus.Malformed) return ReasonOf(read);
        }
    }

    /// <summary>From one way out, until it ends; then the association ends too.</summary>
    private async Task DownloadAsync(DatagramChannel path)
    {
        try
        {
            TurnMeter turn = default;
            while (true)
            {
                var wait = path.WaitToReceiveAsync();
                if (!wait.IsCompleted) turn.Waited();
                await wait;
                DatagramRead read;
                var (isOpen, isTurnOver) = (true, false);
                DatagramCount count = default;
                await _toClient.WaitAsync();
                try
                {
                    do
                    {
                        read = await path.ReceiveAsync();
                        if (read.Status != DatagramReadStatus.Datagram) continue;
                        isOpen = await _client.SendAsync(read.Peer, read.Payload);
                        count.Add(read, isOpen);
                        isTurnOver = turn.IsOver(read.Payload.Length);
                    }
                    while (read.MayBeFollowed && isOpen && !isTurnOver);

                    if (count.Received > 0)
                    {
                        _session.CountFromTarget(count.Bytes);
                        _tally.CountFromTarget(count.Sent);
                    }

                    isOpen &= await _client.FlushAsync();
                }
                finally
                {
                    _toClient.Release();
                }

                if (read.Status is DatagramReadStatus.Ended or DatagramReadStatus.Malformed)
                {
                    if (_paths.Has(path)) _pathEnd = SessionEndReason.TargetReset;
                    return;
                }

                if (!isOpen) return;
                if (isTurnOver) await Turn.Yield();
            }
        }
        finally
        {
            // One that a reload replaced ends by itself; any other takes the association along.
            if (_paths.Has(path)) _client.Abort();
            else await path.DisposeAsync();
        }
    }

    private static SessionEndReason ReasonOf(DatagramRead end) => (end.Status, end.End) switch
    {
        (DatagramReadStatus.Malformed, _) => SessionEndReason.MalformedRequest,
        (_, ChannelEnd.Closed) => SessionEndReason.Completed,
        (_, ChannelEnd.Truncated) => SessionEndReason.ClientTruncated,
        (_, ChannelEnd.ProtocolError) => SessionEndReason.ClientProtocolError,
        _ => SessionEndReason.ClientReset,
    };
}
