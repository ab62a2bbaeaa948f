using System.Numerics;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Sockeye.Fuzz;

/// <summary>Which branches were taken, each with how often in powers of two: what no input before has done is worth keeping.</summary>
internal sealed unsafe class Coverage
{
    private const int Size = 1 << 16; // SharpFuzz's branch numbers have 16 bits

    private readonly byte* _taken = (byte*)NativeMemory.AllocZeroed(Size);
    private readonly byte[] _seen = new byte[Size];

    public Coverage() => Trace.SharedMem = _taken;

    /// <summary>How many branches were taken at all.</summary>
    public int Branches => _seen.Count(bits => bits != 0);

    /// <summary>Forgets what was taken, before the next input.</summary>
    public void Begin()
    {
        new Span<byte>(_taken, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Whether the input did something new; remembers it.</summary>
    public bool End()
    {
        var isNew = false;
        var taken = new ReadOnlySpan<byte>(_taken, Size);
        for (var at = 0; (at += SkipZeros(taken[at..])) < Size; at++)
        {
            var bit = (byte)(1 << BitOperations.Log2(taken[at]));
            isNew |= (_seen[at] & bit) == 0;
            _seen[at] |= bit;
        }

        return isNew;
    }

    private static int SkipZeros(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept((byte)0) is >= 0 and var found ? found : bytes.Length;
}
