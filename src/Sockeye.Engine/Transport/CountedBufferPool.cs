using System.Buffers;
using System.Runtime.InteropServices;

namespace Sockeye.Engine.Transport;

/// <summary>The shared array pool with a count of what is out: with no data waiting it is zero, which tests assert.</summary>
public static class CountedBufferPool
{
    // A count for a few threads each: one for all would travel between the cores with every message.
    private static readonly Stripe[] Stripes = new Stripe[16];

    /// <summary>How many buffers are rented now, in the whole process.</summary>
    public static long Outstanding
    {
        get
        {
            long sum = 0;
            for (var i = 0; i < Stripes.Length; i++) sum += Interlocked.Read(ref Stripes[i].Count);
            return sum;
        }
    }

    /// <summary>Rents a buffer of at least that many bytes; its content is arbitrary.</summary>
    public static byte[] Rent(int minimumBytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(minimumBytes);
        Interlocked.Increment(ref Mine);
        return buffer;
    }

    /// <summary>Gives a buffer back, once.</summary>
    public static void Return(byte[] buffer)
    {
        Interlocked.Decrement(ref Mine);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static ref long Mine => ref Stripes[Environment.CurrentManagedThreadId & (Stripes.Length - 1)].Count;

    /// <summary>One count on a cache line of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Stripe
    {
        [FieldOffset(0)]
        internal long Count;
    }
}
