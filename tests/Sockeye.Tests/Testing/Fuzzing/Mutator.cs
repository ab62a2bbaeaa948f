using System.Buffers.Binary;

namespace Sockeye.Tests.Testing.Fuzzing;

/// <summary>Makes new inputs of known ones: bytes changed, put in, taken out, repeated, and two inputs joined. One seed gives one sequence.</summary>
internal sealed class Mutator(int seed)
{
    private const int MostEdits = 6;
    private const int LongestRun = 32;

    // Ends of ranges, and what separates things in the formats that are parsed here.
    private static readonly byte[] Telling = [0, 1, 3, 4, 5, 0x0d, 0x0a, 0x20, 0x2e, 0x3a, 0x5b, 0x5d, 0x7f, 0x80, 0xfe, 0xff];

    private readonly Random _random = new(seed);

    /// <summary>Chooses one of the inputs and changes it; never longer than <paramref name="longestBytes"/>.</summary>
    public byte[] Next(IReadOnlyList<byte[]> inputs, int longestBytes)
    {
        var bytes = new List<byte>(Pick(inputs));
        for (var edits = _random.Next(1, MostEdits + 1); edits > 0; edits--)
        {
            Edit(bytes, inputs);
        }

        if (bytes.Count > longestBytes)
        {
            bytes.RemoveRange(longestBytes, bytes.Count - longestBytes);
        }

        return [.. bytes];
    }

    private void Edit(List<byte> bytes, IReadOnlyList<byte[]> inputs)
    {
        var at = _random.Next(bytes.Count + 1);
        var run = Math.Min(_random.Next(1, LongestRun), bytes.Count - at);
        switch (_random.Next(9))
        {
            case 0:
                bytes.Insert(at, Telling[_random.Next(Telling.Length)]);
                break;
            case 1:
                bytes.Insert(at, (byte)_random.Next(256));
                break;
            case 2:
                bytes.RemoveRange(at, run);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, run));
                break;
            case 4:
                var other = Pick(inputs);
                var from = _random.Next(other.Length + 1);
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other.AsSpan(from));
                break;
            case 5 when run > 0:
                bytes[at] = Telling[_random.Next(Telling.Length)];
                break;
            case 6 when run > 0:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 7 when run > 1:
                Span<byte> number = stackalloc byte[2]; // a length, around the real ones
                BinaryPrimitives.WriteUInt16BigEndian(number, (ushort)(bytes.Count - _random.Next(-2, 40)));
                (bytes[at], bytes[at + 1]) = (number[0], number[1]);
                break;
            case 8 when run > 0:
                bytes[at] += (byte)_random.Next(-3, 4);
                break;
        }
    }

    /// <summary>Rather one of the last: what was found a moment ago leads further than what was tried ten thousand times.</summary>
    private byte[] Pick(IReadOnlyList<byte[]> inputs)
    {
        var age = _random.NextDouble();
        return inputs[inputs.Count - 1 - (int)(age * age * inputs.Count)];
    }
}
