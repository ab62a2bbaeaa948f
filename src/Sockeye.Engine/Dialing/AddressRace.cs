using System.Net;
using System.Net.Sockets;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Dialing;

/// <summary>
/// Happy eyeballs (RFC 8305 section 5): addresses are tried in order, each next one after the attempt delay or as soon
/// as one failed; the first connection wins and all others are closed before this returns.
/// </summary>
internal sealed class AddressRace(ITcpConnector connector, TimeSpan attemptDelay, TimeProvider time)
{
    /// <summary>Races them. On failure the most telling error; <see cref="SocketError.OperationAborted"/> where cancelled before any.</summary>
    public ValueTask<TcpAttempt> RunAsync(IReadOnlyList<IPAddress> addresses, ushort port, CancellationToken cancellationToken) =>
        addresses.Count == 1
            ? connector.ConnectAsync(new IPEndPoint(addresses[0], port), cancellationToken)
            : RaceAsync(addresses, port, cancellationToken);

    private async ValueTask<TcpAttempt> RaceAsync(IReadOnlyList<IPAddress> addresses, ushort port, CancellationToken cancellationToken)
    {
        using var race = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task<TcpAttempt>>(addresses.Count);
        var result = new TcpAttempt(null, SocketError.OperationAborted);
        var next = 0;
        var home = HomeThread.Current;
        while (result.Port is null && !cancellationToken.IsCancellationRequested && (next < addresses.Count || running.Count > 0))
        {
            var waits = new List<Task>(running.Count + 2);
            if (next < addresses.Count)
            {
                running.Add(connector.ConnectAsync(new IPEndPoint(addresses[next++], port), race.Token).AsTask());
            }

            waits.AddRange(running);
            if (next < addresses.Count)
            {
                waits.Add(Task.Delay(attemptDelay, time, race.Token));
            }

            await Task.WhenAny(waits);
            await home;
            result = Collect(running, result);
        }

        race.Cancel();
        foreach (var loser in running)
        {
            (await loser).Port?.Dispose();
        }

        return result;
    }

    private static TcpAttempt Collect(List<Task<TcpAttempt>> running, TcpAttempt result)
    {
        for (var i = running.Count - 1; i >= 0; i--)
        {
            if (!running[i].IsCompleted || result.Port is not null)
            {
                continue;
            }

            var attempt = running[i].Result;
            running.RemoveAt(i);
            result = attempt.Port is not null
                ? attempt
                : new TcpAttempt(null, SocketErrorMapping.MoreTelling(result.Error, attempt.Error));
        }

        return result;
    }
}
