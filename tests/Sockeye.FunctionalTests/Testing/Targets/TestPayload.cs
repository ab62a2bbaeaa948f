using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sockeye.FunctionalTests.Testing.Targets;

/// <summary>Many bytes with a digest: random, and no part equal to another, so that a lost, doubled or moved part shows.</summary>
internal sealed class TestPayload(long lengthBytes)
{
    private const int PartBytes = 256 * 1024;

    private readonly byte[] _random = RandomNumberGenerator.GetBytes(PartBytes);

    public long LengthBytes => lengthBytes;

    /// <summary>SHA-256 over all of it, in hexadecimal.</summary>
    public string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in Parts())
        {
            hash.AppendData(part.Span);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>The parts in order; each is valid until the next is asked for.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Parts()
    {
        var part = _random.ToArray();
        for (long sent = 0; sent < lengthBytes; sent += PartBytes)
        {
            BinaryPrimitives.WriteInt64LittleEndian(part, sent);
            yield return part.AsMemory(0, (int)Math.Min(PartBytes, lengthBytes - sent));
        }
    }
}
