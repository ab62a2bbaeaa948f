using System.Globalization;
using System.Security.Cryptography;

namespace Sockeye.Control.Users;

/// <summary>
/// PBKDF2 (RFC 8018 section 5.2) with SHA-256 or SHA-512, in two spellings: PHC's <c>$pbkdf2-sha256$i=29000,l=32$salt$hash</c>
/// and passlib's <c>$pbkdf2-sha256$29000$salt$hash</c>.
/// </summary>
internal sealed class Pbkdf2Hash : StoredPassword
{
    private const int MaxIterations = 2_000_000;
    private const int MinHashBytes = 16;
    private const int MaxSaltBytes = 64;

    private readonly HashAlgorithmName _algorithm;
    private readonly int _iterations;
    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private Pbkdf2Hash(HashAlgorithmName algorithm, int iterations, byte[] salt, byte[] hash)
    {
        _algorithm = algorithm;
        _iterations = iterations;
        _salt = salt;
        _hash = hash;
    }

    public static string Prefix => "$pbkdf2-";

    public static StoredPassword? Parse(string text, out string whyNot)
    {
        if (text.Split('$') is not ["", var kind, var parameters, var saltText, var hashText])
            return Unreadable("a PBKDF2 hash looks like $pbkdf2-sha256$i=29000$salt$hash or $pbkdf2-sha256$29000$salt$hash", out whyNot);

        // A hash longer than the digest would multiply the work, and give nothing.
        var (algorithm, digestBytes) = kind switch
        {
            "pbkdf2-sha256" => (HashAlgorithmName.SHA256, SHA256.HashSizeInBytes),
            "pbkdf2-sha512" => (HashAlgorithmName.SHA512, SHA512.HashSizeInBytes),
            _ => (default, 0),
        };
        if (digestBytes == 0)
            return Unreadable("PBKDF2 is read with sha256 and sha512 only", out whyNot);
        if (!TryReadParameters(parameters, out var iterations, out var length))
            return Unreadable("the parameters of a PBKDF2 hash look like i=29000 or i=29000,l=32 or 29000", out whyNot);
        if (iterations is < 1 or > MaxIterations)
            return Unreadable($"the iterations of a PBKDF2 hash must be from 1 to {MaxIterations}", out whyNot);
        if (!UnpaddedBase64.TryDecode(saltText, 1, MaxSaltBytes, out var salt))
            return Unreadable($"the salt of a PBKDF2 hash must be 1 to {MaxSaltBytes} bytes in base64 without padding", out whyNot);
        if (!UnpaddedBase64.TryDecode(hashText, MinHashBytes, digestBytes, out var hash) || (length is not null && length != hash.Length))
            return Unreadable($"this PBKDF2 hash must be {MinHashBytes} to {digestBytes} bytes in base64 without padding, as many as l= says", out whyNot);
        whyNot = "";
        return new Pbkdf2Hash(algorithm, iterations, salt, hash);
    }

    public override bool Verify(ReadOnlySpan<byte> password)
    {
        Span<byte> derived = stackalloc byte[SHA512.HashSizeInBytes];
        derived = derived[.._hash.Length];
        Rfc2898DeriveBytes.Pbkdf2(password, _salt, derived, _iterations, _algorithm);

        // HMAC fills a short key up with zeros: a password and the same with a zero behind it have one hash.
        return CryptographicOperations.FixedTimeEquals(derived, _hash) & !password.Contains((byte)0);
    }

    private static bool TryReadParameters(string text, out int iterations, out int? length)
    {
        length = null;
        var parts = text.Split(',');
        var first = parts[0].StartsWith("i=", StringComparison.Ordinal) ? parts[0][2..] : parts.Length == 1 ? parts[0] : "";
        if (!TryReadNumber(first, out iterations) || parts.Length > 2)
            return false;
        if (parts.Length == 1)
            return true;
        if (!parts[1].StartsWith("l=", StringComparison.Ordinal) || !TryReadNumber(parts[1][2..], out var bytes))
            return false;
        length = bytes;
        return true;
    }

    private static bool TryReadNumber(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
