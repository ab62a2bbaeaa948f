using System.Buffers.Binary;
using Sockeye.Benchmarks.Wire;
using static Sockeye.Benchmarks.Target.TargetProtocol;

namespace Sockeye.Benchmarks.Target;

/// <summary>One connection at the target, served by the thread that accepted it.</summary>
internal static class TargetConnection
{
    /// <summary>Serves it to its end and disposes it; true where it asked to be parked, and then it lives on.</summary>
    public static bool Serve(Channel channel, Staging staging)
    {
        var parks = false;
        try
        {
            var first = channel.Receive(staging.Plain);
            switch (first == 0 ? (byte)0 : staging.Plain[0])
            {
                case Source:
                    for (long offset = 0; ; offset += Staging.ChunkBytes) channel.Send(Pattern.At(offset, Staging.ChunkBytes));
                case Sink:
                    Absorb(channel, staging.Plain, first - 1, Pattern.HasEdges);
                    break;
                case CheckedSink:
                    Absorb(channel, staging.Plain, first - 1, Pattern.IsAt);
                    break;
                case Echo:
                    for (var count = first; count > 0; count = channel.Receive(staging.Plain)) channel.Send(staging.Plain.AsSpan(0, count));
                    break;
                case Park:
                    channel.Send(staging.Plain.AsSpan(0, first));
                    parks = true;
                    break;
                default:
                    break;
            }
        }
        finally
        {
            if (!parks) channel.Dispose();
        }

        return parks;
    }

    private delegate bool Check(ReadOnlySpan<byte> piece, long offset);

    private static void Absorb(Channel channel, byte[] buffer, int inFirst, Check check)
    {
        Span<byte> ack = stackalloc byte[AckBytes];
        long total = 0;
        var piece = buffer.AsSpan(1, inFirst);
        while (true)
        {
            // A wrong byte ends the connection, and the client sees that its bytes were not acknowledged.
            if (!piece.IsEmpty && !check(piece, total)) return;
            var frames = total / FrameBytes;
            total += piece.Length;
            while (++frames <= total / FrameBytes)
            {
                BinaryPrimitives.WriteInt64BigEndian(ack, frames * FrameBytes);
                channel.Send(ack);
            }

            var count = channel.Receive(buffer);
            if (count == 0) return;
            piece = buffer.AsSpan(0, count);
        }
    }
}
