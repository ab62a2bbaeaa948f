using System.Buffers;

namespace Sockeye.Engine.Transport;

/// <summary>The shared array pool with a count of what is out: with no data waiting it is zero, which tests assert.</summary>
public static class CountedBufferPool
{
    private static long _outstanding;

    /// <summary>How many buffers are rented now, in the whole process.</summary>
    public static long Outstanding => Interlocked.Read(ref _outstanding);

    /// <summary>Rents a buffer of at least that many bytes; its content is arbitrary.</summary>
    public static byte[] Rent(int minimumBytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(minimumBytes);
        Interlocked.Increment(ref _outstanding);
        return buffer;
    }

    /// <summary>Gives a buffer back, once.</summary>
    public static void Return(byte[] buffer)
    {
        Interlocked.Decrement(ref _outstanding);
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
