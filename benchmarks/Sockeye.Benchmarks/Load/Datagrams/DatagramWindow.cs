using System.Buffers.Binary;
using Sockeye.Benchmarks.Target;

namespace Sockeye.Benchmarks.Load.Datagrams;

/// <summary>
/// The datagrams of one association that are under way: as many places, each with the number of its present datagram. A
/// number tells its place, and the bytes behind it follow from it.
/// </summary>
/// <param name="places">How many are under way at once.</param>
/// <param name="bytes">Of each payload.</param>
/// <param name="patience">After so long, in the clock's ticks, an answer is not waited for any more.</param>
internal sealed class DatagramWindow(int places, int bytes, long patience)
{
    private const int NumberBytes = sizeof(long);
    private const long Answered = long.MaxValue; // in place of a time

    private readonly long[] _numbers = [.. Enumerable.Range(0, places).Select(p => (long)p - places)];
    private readonly long[] _sentAt = new long[places];

    public int Places => places;

    /// <summary>Puts the place's next datagram into the span, which is as long as a payload.</summary>
    public void Next(int place, Span<byte> payload, long now)
    {
        var number = _numbers[place] += places;
        _sentAt[place] = now;
        BinaryPrimitives.WriteInt64LittleEndian(payload, number);
        Rest(number).CopyTo(payload[NumberBytes..]);
    }

    /// <summary>The place of an answer, with the time when it was asked; false for one that came too late, or twice.</summary>
    /// <exception cref="InvalidDataException">It was never sent so.</exception>
    public bool TryTake(ReadOnlySpan<byte> payload, out int place, out long sentAt)
    {
        var number = payload.Length == bytes ? BinaryPrimitives.ReadInt64LittleEndian(payload) : -1;
        place = (int)(number % places);
        if (number < 0 || number > _numbers[place] || !payload[NumberBytes..].SequenceEqual(Rest(number)))
        {
            throw new InvalidDataException("An answer is not what was sent.");
        }

        sentAt = _sentAt[place];
        if (number < _numbers[place] || sentAt == Answered) return false;
        _sentAt[place] = Answered;
        return true;
    }

    /// <summary>Whether the place's datagram is lost.</summary>
    public bool IsLost(int place, long now) => now - _sentAt[place] >= patience && _sentAt[place] != Answered;

    private ReadOnlySpan<byte> Rest(long number) => Pattern.At(number, bytes - NumberBytes);
}
