using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sockeye.Native.Crypt;

namespace Sockeye.Control.Users;

/// <summary>
/// The kinds of /etc/shadow, verified by the system's crypt(3): sha256-crypt <c>$5$</c>, sha512-crypt <c>$6$</c>
/// (<c>$6$rounds=5000$salt$hash</c>, the rounds may be missing) and yescrypt <c>$y$j9T$salt$hash</c>.
/// </summary>
internal sealed class CryptHash : StoredPassword
{
    private const int MaxRounds = 1_000_000;
    private const int MinRounds = 1000;
    private const int MaxShaSaltCharacters = 16;
    private const int MaxYescryptSaltCharacters = 86;
    private const int YescryptHashCharacters = 43;
    private const int MaxResultBytes = 384;

    private readonly string _text;

    private CryptHash(string text) => _text = text;

    public static StoredPassword? Parse(string text, out string whyNot)
    {
        whyNot = !LibCrypt.IsAvailable ? "this kind of hash needs the system's libcrypt, which is not installed" : text[1] switch
        {
            '5' => CheckSha(text.Split('$'), hashCharacters: 43),
            '6' => CheckSha(text.Split('$'), hashCharacters: 86),
            _ => CheckYescrypt(text.Split('$')),
        };
        return whyNot.Length == 0 ? new CryptHash(text) : null;
    }

    /// <summary>Whether crypt(3) gives the very same text; compared in fixed time.</summary>
    public static bool Matches(ReadOnlySpan<byte> password, string text)
    {
        Span<byte> stored = stackalloc byte[MaxResultBytes];
        Span<byte> computed = stackalloc byte[MaxResultBytes];
        if (text.Length > stored.Length)
            return false;
        stored = stored[..Encoding.ASCII.GetBytes(text, stored)];
        return LibCrypt.TryHash(password, stored, computed, out var written)
            && CryptographicOperations.FixedTimeEquals(computed[..written], stored);
    }

    public override bool Verify(ReadOnlySpan<byte> password) => Matches(password, _text);

    private static string CheckSha(string[] parts, int hashCharacters)
    {
        const string Rounds = "rounds=";
        if (parts is ["", var kind, var roundsText, var salted, var hashed] && roundsText.StartsWith(Rounds, StringComparison.Ordinal))
        {
            if (!int.TryParse(roundsText.AsSpan(Rounds.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var rounds)
                || rounds is < MinRounds or > MaxRounds)
                return $"the rounds of a sha-crypt hash must be from {MinRounds} to {MaxRounds}";
            parts = ["", kind, salted, hashed];
        }

        if (parts is not ["", _, { Length: <= MaxShaSaltCharacters } salt, var hash]
            || hash.Length != hashCharacters || !CryptAlphabet.Holds(salt) || !CryptAlphabet.Holds(hash))
            return $"a sha-crypt hash looks like $6$salt$hash, with at most {MaxShaSaltCharacters} characters of salt and {hashCharacters} of hash";
        return "";
    }

    private static string CheckYescrypt(string[] parts)
    {
        if (parts is not ["", _, var parameters, { Length: > 0 and <= MaxYescryptSaltCharacters } salt, { Length: YescryptHashCharacters } hash]
            || !CryptAlphabet.Holds(salt) || !CryptAlphabet.Holds(hash))
            return "a yescrypt hash looks like $y$j9T$salt$hash";

        // The parameters that crypt_gensalt(3) writes for its costs 1 to 9: 1 to 256 MiB. Others could ask for any amount.
        return parameters is "j75" or "j85" or "j7T" or "j8T" or "j9T" or "jAT" or "jBT" or "jCT" or "jDT"
            ? ""
            : "the parameters of a yescrypt hash must be one of j75, j85, j7T, j8T, j9T, jAT, jBT, jCT, jDT (256 MiB at most)";
    }
}
