using System.Buffers.Binary;

namespace Sockeye.Core.Tls;

/// <summary>Reads the presentation language of TLS (RFC 8446 section 3): numbers, and vectors with their length in front.</summary>
internal ref struct VectorReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>A field of fixed length.</summary>
    public bool TryRead(int length, out ReadOnlySpan<byte> field)
    {
        field = default;
        if (_rest.Length < length)
        {
            return false;
        }

        field = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    /// <summary>A number of 16 bits.</summary>
    public bool TryReadNumber(out int number)
    {
        number = 0;
        if (!TryRead(sizeof(ushort), out var field))
        {
            return false;
        }

        number = BinaryPrimitives.ReadUInt16BigEndian(field);
        return true;
    }

    /// <summary>A vector of at most 255 bytes.</summary>
    public bool TryReadShort(out ReadOnlySpan<byte> vector)
    {
        vector = default;
        return TryRead(1, out var length) && TryRead(length[0], out vector);
    }

    /// <summary>A vector of at most 65535 bytes.</summary>
    public bool TryReadLong(out ReadOnlySpan<byte> vector)
    {
        vector = default;
        return TryReadNumber(out var length) && TryRead(length, out vector);
    }
}
