using System.Buffers.Binary;
using Sockeye.Benchmarks.Target;
using Sockeye.Benchmarks.Wire;

namespace Sockeye.Benchmarks.Load.Workers;

/// <summary>Bulk to the target: one connection. What was sent is acknowledged frame by frame, and read at the end.</summary>
internal sealed class UploadWorker(Dialer dialer) : Worker(dialer)
{
    protected override void Work()
    {
        using var channel = Dialer.Open();
        channel.Send([TargetProtocol.Sink]);
        long offset = 0;
        for (; !IsStopping || offset % TargetProtocol.FrameBytes != 0; IsReady = true)
        {
            channel.Send(Pattern.At(offset, Staging.ChunkBytes));
            offset += Staging.ChunkBytes;
            CountBytes(Staging.ChunkBytes);
        }

        Span<byte> ack = stackalloc byte[TargetProtocol.AckBytes];
        for (long expected = TargetProtocol.FrameBytes; expected <= offset; expected += TargetProtocol.FrameBytes)
        {
            channel.ReceiveExactly(ack);
            if (BinaryPrimitives.ReadInt64BigEndian(ack) != expected) throw new InvalidDataException("The target has another count of bytes.");
        }
    }
}
