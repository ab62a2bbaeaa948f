using System.Security.Cryptography;

namespace Sockeye.Control.Users;

/// <summary>Makes passwords for users.</summary>
public static class PasswordGenerator
{
    // 32 characters, 5 bits each: lower case only, for telephone keyboards; no l, o, 0, 1, which look alike;
    // nothing that a URL, a shell or a configuration file would want escaped.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int Characters = 24;

    /// <summary>24 characters of ASCII letters and digits, 120 bits of randomness.</summary>
    public static string Generate() => RandomNumberGenerator.GetString(Alphabet, Characters);
}
