namespace Sockeye.Engine.Transport.Tls.OpenSsl;

/// <summary>Cipher bytes that could not be passed on yet, in a rented buffer that goes back when they are.</summary>
internal struct PendingCipher
{
    private byte[]? _buffer;
    private int _start;

    internal int Length { get; private set; }

    internal readonly ReadOnlyMemory<byte> Memory => _buffer.AsMemory(_start, Length);

    internal readonly ReadOnlySpan<byte> Span => _buffer.AsSpan(_start, Length);

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        if (_buffer is null)
        {
            _buffer = CountedBufferPool.Rent(bytes.Length);
        }
        else if (_buffer.Length - _start - Length < bytes.Length)
        {
            var larger = CountedBufferPool.Rent(Length + bytes.Length);
            Span.CopyTo(larger);
            CountedBufferPool.Return(_buffer);
            _buffer = larger;
            _start = 0;
        }

        bytes.CopyTo(_buffer.AsSpan(_start + Length));
        Length += bytes.Length;
    }

    internal void Consume(int count)
    {
        _start += count;
        Length -= count;
        if (Length == 0) Clear();
    }

    /// <summary>Drops everything.</summary>
    internal void Clear()
    {
        if (_buffer is not null) CountedBufferPool.Return(_buffer);
        this = default;
    }
}
