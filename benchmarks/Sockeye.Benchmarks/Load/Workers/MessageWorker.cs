using System.Diagnostics;
using Sockeye.Benchmarks.Target;

namespace Sockeye.Benchmarks.Load.Workers;

/// <summary>64 bytes there and back, over and over, on one connection.</summary>
internal sealed class MessageWorker(Dialer dialer) : Worker(dialer)
{
    private const int MessageBytes = 64;

    protected override void Work()
    {
        using var channel = Dialer.Open();
        Span<byte> message = stackalloc byte[MessageBytes];
        Span<byte> answer = stackalloc byte[MessageBytes];
        Pattern.At(0, MessageBytes).CopyTo(message);
        message[0] = TargetProtocol.Echo;
        for (; !IsStopping; IsReady = true)
        {
            var since = Stopwatch.GetTimestamp();
            message[1]++;
            channel.Send(message);
            channel.ReceiveExactly(answer);
            CountUnit(since);
            if (!answer.SequenceEqual(message)) throw new InvalidDataException("The answer is not what was sent.");
        }
    }
}
