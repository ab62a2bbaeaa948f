using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sockeye.Native.Crypt;

/// <summary>
/// The system's crypt_r(3) (libxcrypt, or glibc's own), which reads the hashes of /etc/shadow. Not everywhere:
/// <see cref="IsAvailable"/> says so, and then nothing verifies.
/// </summary>
public static unsafe class LibCrypt
{
    // struct crypt_data: 32,768 bytes in libxcrypt, 131,232 in glibc before it. The larger one fits both.
    private const int DataBytes = 131_232;

    // The longest result that libxcrypt gives (CRYPT_OUTPUT_SIZE).
    private const int MaxResultBytes = 384;

    private static readonly delegate* unmanaged<byte*, byte*, void*, byte*> CryptR = Load();

    /// <summary>Whether the library is on this system.</summary>
    public static bool IsAvailable => CryptR is not null;

    /// <summary>
    /// Hashes <paramref name="phrase"/> with the kind, parameters and salt of <paramref name="setting"/> (a whole hash
    /// will do). Bound the work in the setting before.
    /// </summary>
    /// <param name="phrase">The password without a final zero. One that contains a zero would be cut there: false.</param>
    /// <param name="setting">ASCII, without a final zero.</param>
    /// <param name="result">Takes the hash in ASCII.</param>
    /// <param name="written">The hash's length in bytes.</param>
    /// <returns>False where the library is missing, refuses the setting, or the result does not fit.</returns>
    public static bool TryHash(ReadOnlySpan<byte> phrase, ReadOnlySpan<byte> setting, Span<byte> result, out int written)
    {
        written = 0;
        if (!IsAvailable || phrase.Contains((byte)0) || setting.Contains((byte)0))
            return false;

        var size = DataBytes + phrase.Length + 1 + setting.Length + 1;
        var memory = (byte*)NativeMemory.AllocZeroed((nuint)size);
        try
        {
            var phraseAt = memory + DataBytes;
            var settingAt = phraseAt + phrase.Length + 1;
            phrase.CopyTo(new Span<byte>(phraseAt, phrase.Length));
            setting.CopyTo(new Span<byte>(settingAt, setting.Length));

            var hash = CryptR(phraseAt, settingAt, memory);
            if (hash is null)
                return false;
            var length = new ReadOnlySpan<byte>(hash, MaxResultBytes).IndexOf((byte)0);
            // A failure is "*0" or "*1", so that it can never equal a stored hash.
            if (length <= 0 || hash[0] == (byte)'*' || length > result.Length)
                return false;
            new ReadOnlySpan<byte>(hash, length).CopyTo(result);
            written = length;
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(new Span<byte>(memory, size));
            NativeMemory.Free(memory);
        }
    }

    private static delegate* unmanaged<byte*, byte*, void*, byte*> Load()
    {
        // .so.1 on Debian and its kin, .so.2 on Fedora and Arch. The C library of a Mac has only DES: not asked.
        foreach (var name in (ReadOnlySpan<string>)["libcrypt.so.1", "libcrypt.so.2"])
        {
            if (NativeLibrary.TryLoad(name, out var library) && NativeLibrary.TryGetExport(library, "crypt_r", out var function))
                return (delegate* unmanaged<byte*, byte*, void*, byte*>)function;
        }

        return null;
    }
}
