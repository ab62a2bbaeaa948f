using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sockeye.Core;

namespace Sockeye.Engine.Authentication;

/// <summary>
/// HMAC-SHA256 of a name and a password under a key that lives as long as the process: what tells credentials apart
/// without keeping them. Nobody outside can know or steer its bits, so comparing it needs no fixed time.
/// </summary>
internal readonly record struct CredentialFingerprint
{
    private const int KeyBytes = 32;

    // More than any login over SOCKS5 (2 + 255 + 255); HTTP Basic may bring longer ones, which then rent.
    private const int StackBytes = 544;

    private readonly UInt128 _high;
    private readonly UInt128 _low;

    private CredentialFingerprint(UInt128 high, UInt128 low)
    {
        _high = high;
        _low = low;
    }

    /// <summary>A key for one authenticator.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    /// <summary>The fingerprint over: length of the name in bytes (32 bits, big-endian), name in UTF-8, password.</summary>
    public static CredentialFingerprint Of(ReadOnlySpan<byte> key, Credentials credentials)
    {
        var name = credentials.UserName;
        var password = credentials.Password.Span;
        var nameBytes = Encoding.UTF8.GetByteCount(name);
        var length = sizeof(int) + nameBytes + password.Length;

        byte[]? rented = null;
        var message = length <= StackBytes ? stackalloc byte[StackBytes] : (rented = ArrayPool<byte>.Shared.Rent(length));
        message = message[..length];
        try
        {
            BinaryPrimitives.WriteInt32BigEndian(message, nameBytes);
            Encoding.UTF8.GetBytes(name, message[sizeof(int)..]);
            password.CopyTo(message[(sizeof(int) + nameBytes)..]);

            Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(key, message, mac);
            return new CredentialFingerprint(BinaryPrimitives.ReadUInt128LittleEndian(mac), BinaryPrimitives.ReadUInt128LittleEndian(mac[16..]));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(message);
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Any of the bits will do: they are as good as random.</summary>
    public override int GetHashCode() => (int)(uint)_low;
}
