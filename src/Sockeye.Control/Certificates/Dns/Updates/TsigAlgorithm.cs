using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Sockeye.Control.Certificates.Dns.Updates;

/// <summary>The algorithms of TSIG that this program signs with (RFC 8945 section 6).</summary>
internal static class TsigAlgorithm
{
    public const string ByDefault = "hmac-sha256";

    /// <summary>All that are known, for messages.</summary>
    public static readonly IReadOnlyList<string> Names = [ByDefault, "hmac-sha384", "hmac-sha512", "hmac-sha1"];

    /// <summary>Whether it is one that RFC 8945 advises against, and that old servers still have.</summary>
    public static bool IsWeak(string algorithm) => algorithm == "hmac-sha1";

    /// <summary>How many bytes a MAC of it has.</summary>
    public static int LengthBytes(string algorithm) => algorithm switch
    {
        "hmac-sha256" => HMACSHA256.HashSizeInBytes,
        "hmac-sha384" => HMACSHA384.HashSizeInBytes,
        "hmac-sha512" => HMACSHA512.HashSizeInBytes,
        "hmac-sha1" => HMACSHA1.HashSizeInBytes,
        _ => throw new ArgumentException($"{algorithm} is none of ours.", nameof(algorithm)),
    };

    [SuppressMessage("Security", "CA5350", Justification = "As a MAC it stands; RFC 8945 requires it of implementations, and the configuration warns.")]
    public static byte[] Compute(string algorithm, byte[] key, byte[] data) => algorithm switch
    {
        "hmac-sha256" => HMACSHA256.HashData(key, data),
        "hmac-sha384" => HMACSHA384.HashData(key, data),
        "hmac-sha512" => HMACSHA512.HashData(key, data),
        "hmac-sha1" => HMACSHA1.HashData(key, data),
        _ => throw new ArgumentException($"{algorithm} is none of ours.", nameof(algorithm)),
    };
}
