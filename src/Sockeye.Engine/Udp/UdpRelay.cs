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
    // A client that asked its last question and ended its side is still told the answer.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(2);

    // What is under way to a client that does not read.
    private static readonly TimeSpan LastWriteTime = TimeSpan.FromSeconds(1);

    private readonly Session _session;
    private readonly DatagramChannel _client;
    private readonly UdpTally _tally;
    private readonly UdpPaths _paths;
    private readonly Action _released;
    private readonly List<Task> _downloads = [];

    // Two ways may have something for the client at once; a frame must not be written into another.
    private readonly SemaphoreSlim _toClient = new(1);
    private volatile SessionEndReason _pathEnd;
    private volatile bool _isOver;

    /// <param name="session">Whose datagrams they are.</param>
    /// <param name="client">The client's side; the relay's from now on.</param>
    /// <param name="tally">Counts them.</param>
    /// <param name="paths">Makes the ways out; told whom to call when one is opened.</param>
    /// <param name="released">Called at the end, whatever it was.</param>
    public UdpRelay(Session session, DatagramChannel client, UdpTally tally, Func<Action<UdpPath>, UdpPaths> paths, Action released)
    {
        (_session, _client, _tally, _released) = (session, client, tally, released);
        _paths = paths(Start);
    }

    /// <inheritdoc/>
    public async ValueTask RunAsync()
    {
        _session.Enter(SessionStage.Relay);
        try
        {
            await using (_session.Cancellation.UnsafeRegister(static relay => ((UdpRelay)relay!).Abort(), this))
            {
                foreach (var path in _paths.Open) Start(path);
                var reason = await UploadAsync();
                if (reason == SessionEndReason.Completed && _client.MayBeAnsweredBehindItsEnd)
                {
                    await Task.WhenAny([.. _downloads, Task.Delay(AnswerTime, _session.Cancellation)]);
                }

                _session.Conclude(_pathEnd != SessionEndReason.None ? _pathEnd : reason);
            }
        }
        finally
        {
            await EndAsync();
        }
    }

    private void Abort()
    {
        _client.Abort();
        _paths.Abort();
    }

    private void Start(UdpPath path)
    {
        _downloads.RemoveAll(d => d.IsCompletedSuccessfully);
        _downloads.Add(DownloadAsync(path));
    }

    /// <summary>Gives everything back, whatever of it fails.</summary>
    private async ValueTask EndAsync()
    {
        try
        {
            _isOver = true;
            _paths.Abort();
            var downloads = Task.WhenAll(_downloads);
            if (!downloads.IsCompleted) await Task.WhenAny(downloads, Task.Delay(LastWriteTime));
            if (!downloads.IsCompleted) _client.Abort();
            await downloads;
            await _client.CompleteAsync();
        }
        finally
        {
            try
            {
                foreach (var path in _paths.Open) await path.Channel.DisposeAsync();
                await _client.DisposeAsync();
            }
            finally
            {
                _released();
            }
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
            DatagramCount count = default;
            bool isTurnOver;
            do
            {
                read = await _client.ReceiveAsync();
                if (read.Status == DatagramReadStatus.Datagram) count.Add(read, await SendAsync(read) == DatagramSend.Sent);
                isTurnOver = read.MayBeFollowed && turn.IsOver(read.Payload.Length);
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

    private async ValueTask<DatagramSend> SendAsync(DatagramRead datagram) => await _paths.FindAsync(datagram.Peer) is { } path
        ? await path.Channel.SendAsync(datagram.Peer, datagram.Payload)
        : DatagramSend.NotSent;

    /// <summary>From one way out, until it ends; then the association ends too, unless nothing led there any more.</summary>
    private async Task DownloadAsync(UdpPath path)
    {
        var home = HomeThread.Current;
        try
        {
            TurnMeter turn = default;
            while (true)
            {
                var wait = path.Channel.WaitToReceiveAsync();
                if (!wait.IsCompleted) turn.Waited();
                await wait;
                DatagramRead read;
                var (isOpen, isTurnOver) = (true, false);
                DatagramCount count = default;
                await _toClient.WaitAsync();
                try
                {
                    await home; // who had to wait for his turn comes back from elsewhere
                    do
                    {
                        read = await path.Channel.ReceiveAsync();
                        if (read.Status == DatagramReadStatus.Datagram)
                        {
                            var sent = await _client.SendAsync(read.Peer, read.Payload);
                            isOpen = sent != DatagramSend.Ended;
                            count.Add(read, sent == DatagramSend.Sent);
                        }

                        isTurnOver = read.MayBeFollowed && turn.IsOver(read.Payload.Length);
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
                    if (!path.IsRetired && !_isOver) _pathEnd = SessionEndReason.TargetReset;
                    return;
                }

                if (!isOpen) return;
                if (isTurnOver) await Turn.Yield();
            }
        }
        finally
        {
            if (path.IsRetired) await path.Channel.DisposeAsync();
            else if (!_isOver) _client.Abort();
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
