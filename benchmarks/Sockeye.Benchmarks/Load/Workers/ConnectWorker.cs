using System.Diagnostics;
using Sockeye.Benchmarks.Target;

namespace Sockeye.Benchmarks.Load.Workers;

/// <summary>
/// Connections one after another: handshake, login, request, 100 bytes there and back, close. The time of one is until
/// its bytes are back: a reply that came before the target was reached (v2ray sends such) counts for nothing.
/// </summary>
internal sealed class ConnectWorker(Dialer dialer) : Worker(dialer)
{
    private const int PayloadBytes = 100;

    protected override void Work()
    {
        Span<byte> payload = stackalloc byte[PayloadBytes];
        Span<byte> answer = stackalloc byte[PayloadBytes];
        Pattern.At(0, PayloadBytes).CopyTo(payload);

        // Parked, because a proxy may keep its connection to the target for a second after ours is gone (v2ray does): the
        // target must not run out of threads by that.
        payload[0] = TargetProtocol.Park;
        for (; !IsStopping; IsReady = true)
        {
            var since = Stopwatch.GetTimestamp();
            using var channel = Dialer.Open();
            channel.Send(payload);
            channel.ReceiveExactly(answer);
            CountUnit(since, channel.Agreement.Resumed);
            if (!answer.SequenceEqual(payload)) throw new InvalidDataException("The answer is not what was sent.");
            channel.Finish();
        }
    }
}
