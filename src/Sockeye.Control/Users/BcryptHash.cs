using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sockeye.Native.Crypt;
using BCryptNet = BCrypt.Net.BCrypt;

namespace Sockeye.Control.Users;

/// <summary>
/// bcrypt, <c>$2b$12$</c> then 22 characters of salt and 31 of hash; <c>$2a$</c> and <c>$2y$</c> alike. Of a password, bcrypt uses
/// the first 72 bytes: such a login passes with anything behind them, as it does where the hash came from, until the
/// re-hash after the first login takes all of it.
/// </summary>
internal sealed class BcryptHash : StoredPassword
{
    private const int Characters = 60;
    private const int MaxPasswordBytes = 72;
    private const int MinCost = 4;
    private const int MaxCost = 14;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly string _text;

    private BcryptHash(string text) => _text = text;

    public static StoredPassword? Parse(string text, out string whyNot)
    {
        if (text.Length != Characters || text[6] != '$' || !CryptAlphabet.Holds(text.AsSpan(7))
            || !int.TryParse(text.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var cost))
            return Unreadable($"a bcrypt hash has {Characters} characters and looks like $2b$12$ with salt and hash behind it", out whyNot);
        if (cost is < MinCost or > MaxCost)
            return Unreadable($"the cost of a bcrypt hash must be from {MinCost} to {MaxCost}", out whyNot);
        whyNot = "";
        return new BcryptHash(text);
    }

    public override bool Verify(ReadOnlySpan<byte> password)
    {
        if (password.Length > MaxPasswordBytes)
            password = password[..MaxPasswordBytes];

        // The system's crypt takes bytes as they are; the managed one, where there is no crypt, only what is text.
        return LibCrypt.IsAvailable ? CryptHash.Matches(password, _text) : MatchesManaged(password, _text);
    }

    /// <summary>As bcrypt of the system, by managed code.</summary>
    internal static bool MatchesManaged(ReadOnlySpan<byte> password, string hash)
    {
        string text;
        try
        {
            text = StrictUtf8.GetString(password);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        if (password.Contains((byte)0))
            return false;
        var computed = BCryptNet.HashPassword(text, hash);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(computed), Encoding.ASCII.GetBytes(hash));
    }
}
