using System.Security.Cryptography;
using System.Text;
using Sockeye.Native.Posix;

namespace Sockeye.Control.Storage;

/// <summary>
/// Encrypts the secrets that must be readable again (passwords for upstreams) with AES-256-GCM under a key that lies in
/// <c>secret.key</c> beside the database, mode 0600: a copy of the database alone gives nothing away.
/// </summary>
/// <remarks>
/// A sealed secret: version 1 (1 byte), key id (8 bytes: the start of the key's SHA-256), nonce (12), tag (16), ciphertext.
/// The purpose, which names the row, is authenticated with it, so that a secret moved to another row does not open.
/// </remarks>
public sealed class SecretProtector
{
    private const int KeyBytes = 32;
    private const byte Version = 1;
    private const int KeyIdBytes = 8;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeaderBytes = 1 + KeyIdBytes + NonceBytes + TagBytes;

    private readonly string _path;

    /// <summary>The key of a data directory; it is created when the first secret is sealed.</summary>
    public SecretProtector(string dataDirectory)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataDirectory);
        _path = Path.Combine(Path.GetFullPath(dataDirectory), FileName);
    }

    /// <summary>The name of the key's file in a data directory.</summary>
    public static string FileName => "secret.key";

    /// <summary>Seals a secret for one purpose.</summary>
    /// <exception cref="StoreException">The key cannot be read or created.</exception>
    internal byte[] Seal(string secret, string purpose)
    {
        var key = ReadKey() ?? CreateKey();
        var plain = Encoding.UTF8.GetBytes(secret);
        try
        {
            var sealedSecret = new byte[HeaderBytes + plain.Length];
            sealedSecret[0] = Version;
            KeyId(key).CopyTo(sealedSecret.AsSpan(1));
            var nonce = sealedSecret.AsSpan(1 + KeyIdBytes, NonceBytes);
            RandomNumberGenerator.Fill(nonce);
            using var aes = new AesGcm(key, TagBytes);
            aes.Encrypt(
                nonce, plain, sealedSecret.AsSpan(HeaderBytes), sealedSecret.AsSpan(1 + KeyIdBytes + NonceBytes, TagBytes), Encoding.UTF8.GetBytes(purpose));
            return sealedSecret;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Opens a sealed secret.</summary>
    /// <exception cref="StoreException">The key is missing, is another one, or the secret was damaged or moved.</exception>
    internal string Open(ReadOnlySpan<byte> sealedSecret, string purpose)
    {
        if (sealedSecret.Length < HeaderBytes || sealedSecret[0] != Version)
            throw Unavailable("the stored password is damaged; set it again");
        var key = ReadKey() ?? throw Unavailable($"{_path} is missing, and with it the key of the stored password; restore the file, or set the password again");
        var plain = new byte[sealedSecret.Length - HeaderBytes];
        try
        {
            if (!sealedSecret.Slice(1, KeyIdBytes).SequenceEqual(KeyId(key)))
                throw Unavailable($"the password was stored under another key than the one in {_path}; restore that file, or set the password again");
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(
                sealedSecret.Slice(1 + KeyIdBytes, NonceBytes), sealedSecret[HeaderBytes..], sealedSecret.Slice(1 + KeyIdBytes + NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(purpose));
            return Encoding.UTF8.GetString(plain);
        }
        catch (CryptographicException exception)
        {
            throw Unavailable("the stored password is damaged; set it again", exception);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static ReadOnlySpan<byte> KeyId(byte[] key) => SHA256.HashData(key).AsSpan(0, KeyIdBytes);

    private static StoreException Unavailable(string message, Exception? exception = null) =>
        new(StoreError.SecretUnavailable, message, exception);

    private byte[]? ReadKey()
    {
        try
        {
            using var file = File.OpenRead(_path);
            var key = new byte[KeyBytes];
            if (file.Length != KeyBytes || file.ReadAtLeast(key, KeyBytes, throwOnEndOfStream: false) != KeyBytes)
                throw Unavailable($"{_path} is not a key of {KeyBytes} bytes; restore the file");
            PrivateFile.Tighten(_path);
            return key;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unavailable($"{_path} cannot be read; check its owner and mode", exception);
        }
    }

    private byte[] CreateKey()
    {
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        var temporary = $"{_path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        try
        {
            try
            {
                using (var file = PrivateFile.CreateNew(temporary))
                {
                    file.Write(key);
                    file.Flush(flushToDisk: true);
                }

                // Never replaces: where another process was first, its key is the key.
                if (PosixFile.TryPublish(temporary, _path))
                    return key;
                return ReadKey() ?? throw new IOException($"{_path} could not be given its name");
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unavailable($"{_path} cannot be written; check the owner and mode of its directory, and the space on the disk", exception);
        }
    }
}
