using System.Buffers;

namespace Sockeye.Control.Users;

/// <summary>The 64 characters of crypt(3)'s own base64.</summary>
internal static class CryptAlphabet
{
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static bool Holds(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Characters);
}
