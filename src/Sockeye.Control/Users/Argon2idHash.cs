using System.Globalization;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace Sockeye.Control.Users;

/// <summary>
/// The house's own kind: Argon2id (RFC 9106) as a PHC string, <c>$argon2id$v=19$m=19456,t=2,p=1$salt$hash</c>,
/// with OWASP's parameters: 19 MiB, two passes, one lane; about 25 ms and no managed allocation a verification.
/// </summary>
internal sealed class Argon2idHash : StoredPassword
{
    private const int MemoryKibibytes = 19_456;
    private const int Passes = 2;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    // What an imported hash may cost at most.
    private const int MaxMemoryKibibytes = 256 * 1024;
    private const int MaxPasses = 10;
    private const int MinHashBytes = 16;
    private const int MaxHashBytes = 64;

    private readonly int _memoryKibibytes;
    private readonly int _passes;
    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private Argon2idHash(int memoryKibibytes, int passes, byte[] salt, byte[] hash)
    {
        _memoryKibibytes = memoryKibibytes;
        _passes = passes;
        _salt = salt;
        _hash = hash;
    }

    public static string Prefix => "$argon2id$";

    public override bool ShouldBeReplaced => _memoryKibibytes < MemoryKibibytes || _passes < Passes || _hash.Length < HashBytes;

    /// <summary>Hashes with a new salt.</summary>
    public static string Create(ReadOnlySpan<byte> password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = new byte[HashBytes];
        Derive(MemoryKibibytes, Passes, password, salt, hash);
        return Write(salt, hash);
    }

    /// <summary>A hash of nothing: random bytes where the hash would be.</summary>
    public static string CreateDecoy() => Write(RandomNumberGenerator.GetBytes(SaltBytes), RandomNumberGenerator.GetBytes(HashBytes));

    public static StoredPassword? Parse(string text, out string whyNot)
    {
        var parts = text.Split('$');
        if (parts is not ["", "argon2id", var version, var parameters, var saltText, var hashText])
            return Unreadable("an Argon2id hash looks like $argon2id$v=19$m=19456,t=2,p=1$salt$hash", out whyNot);
        if (version is not "v=19")
            return Unreadable("only version 19 of Argon2id is read", out whyNot);
        if (parameters.Split(',') is not [var m, var t, var p]
            || !TryReadParameter(m, "m=", out var memory) || !TryReadParameter(t, "t=", out var passes) || !TryReadParameter(p, "p=", out var lanes))
            return Unreadable("the parameters of an Argon2id hash look like m=19456,t=2,p=1", out whyNot);
        if (lanes != 1)
            return Unreadable("Argon2id with more than one lane (p) is not read", out whyNot);
        if (memory is < 8 or > MaxMemoryKibibytes)
            return Unreadable($"the memory (m) of an Argon2id hash must be from 8 to {MaxMemoryKibibytes} KiB", out whyNot);
        if (passes is < 1 or > MaxPasses)
            return Unreadable($"the passes (t) of an Argon2id hash must be from 1 to {MaxPasses}", out whyNot);
        if (!UnpaddedBase64.TryDecode(saltText, SaltBytes, SaltBytes, out var salt))
            return Unreadable($"the salt of an Argon2id hash must be {SaltBytes} bytes in base64 without padding", out whyNot);
        if (!UnpaddedBase64.TryDecode(hashText, MinHashBytes, MaxHashBytes, out var hash))
            return Unreadable($"an Argon2id hash must be {MinHashBytes} to {MaxHashBytes} bytes in base64 without padding", out whyNot);
        whyNot = "";
        return new Argon2idHash(memory, passes, salt, hash);
    }

    public override bool Verify(ReadOnlySpan<byte> password)
    {
        Span<byte> derived = stackalloc byte[MaxHashBytes];
        derived = derived[.._hash.Length];
        Derive(_memoryKibibytes, _passes, password, _salt, derived);
        return CryptographicOperations.FixedTimeEquals(derived, _hash);
    }

    private static void Derive(int memoryKibibytes, int passes, ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> hash)
    {
        var parameters = new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = memoryKibibytes, NumberOfPasses = passes };
        PasswordBasedKeyDerivationAlgorithm.Argon2id(parameters).DeriveBytes(password, salt, hash);
    }

    private static string Write(byte[] salt, byte[] hash) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Prefix}v=19$m={MemoryKibibytes},t={Passes},p=1${UnpaddedBase64.Encode(salt)}${UnpaddedBase64.Encode(hash)}");

    private static bool TryReadParameter(string text, string name, out int value)
    {
        value = 0;
        return text.StartsWith(name, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
