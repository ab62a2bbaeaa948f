using Sockeye.Control.Certificates.Dns.Updates;
using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>acme[].dns.tsig</c>: the key, in words, in a file with the secret alone, or in a key file as BIND's tsig-keygen writes it.</summary>
internal static class TsigSection
{
    // RFC 8945 section 8 wants the length of the algorithm's output; less than this can be searched through.
    private const int ShortestBytes = 16;
    private const int LongestBytes = 512;

    public static TsigKey? Bind(ConfigurationSection tsig)
    {
        var name = tsig.String("name");
        var algorithm = tsig.String("algorithm");
        if (SecretFile.ReadEither(tsig, "secret", "secretFile") is not { } secret)
        {
            return null;
        }

        var place = secret.IsFile ? "secretFile" : "secret";
        var secretText = secret.Text.Trim();
        if (secret.IsFile && TsigKeyFile.LooksLikeOne(secret.Text))
        {
            if (!TsigKeyFile.TryParse(secret.Text, out var file, out var error))
            {
                tsig.Fault(tsig.PlaceOf(place), error);
                return null;
            }

            RequireSame(tsig, "name", name is null ? null : DnsName.Normalize(name), DnsName.Normalize(file.Name));
            RequireSame(tsig, "algorithm", algorithm, file.Algorithm);
            (name, algorithm, secretText) = (file.Name, file.Algorithm, file.Secret);
        }
        else if (name is null)
        {
            tsig.Require("name");
        }

        var isNameRight = name is not null && IsName(tsig, name, place);
        var isAlgorithmRight = IsAlgorithm(tsig, algorithm ??= TsigAlgorithm.ByDefault, place);
        var bytes = Secret(tsig, secretText, place);
        return isNameRight && isAlgorithmRight && bytes is not null ? new TsigKey(DnsName.Normalize(name!), algorithm, bytes) : null;
    }

    private static void RequireSame(ConfigurationSection tsig, string key, string? here, string inFile)
    {
        if (here is not null && here != inFile)
        {
            tsig.Fault(tsig.PlaceOf(key), $"the key file says {ConfigurationPath.Quote(inFile)}; leave \"{key}\" out");
        }
    }

    private static bool IsName(ConfigurationSection tsig, string name, string place)
    {
        var isRight = DnsName.IsValid(name) && DnsName.Normalize(name).Length > 0;
        if (!isRight)
        {
            tsig.Fault(tsig.PlaceOf(tsig.Find("name") is null ? place : "name"), $"expected the key's name, such as sockeye-key, found {ConfigurationPath.Quote(name)}");
        }

        return isRight;
    }

    private static bool IsAlgorithm(ConfigurationSection tsig, string algorithm, string place)
    {
        var at = tsig.PlaceOf(tsig.Find("algorithm") is null ? place : "algorithm");
        if (!TsigAlgorithm.Names.Contains(algorithm))
        {
            var why = algorithm.StartsWith("hmac-md5", StringComparison.Ordinal) ? "hmac-md5 is refused, as RFC 8945 forbids it for new keys; make one with tsig-keygen"
                : $"{ConfigurationPath.Quote(algorithm)} is not among {string.Join(", ", TsigAlgorithm.Names)}";
            tsig.Fault(at, why);
            return false;
        }

        if (TsigAlgorithm.IsWeak(algorithm))
        {
            tsig.Context.Warn(at, $"{algorithm} is old, and RFC 8945 advises against it; make a new key with tsig-keygen");
        }

        return true;
    }

    private static byte[]? Secret(ConfigurationSection tsig, string text, string place)
    {
        var bytes = new byte[LongestBytes];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            // The text is not repeated: whatever it is, it was meant to be a secret.
            tsig.Fault(tsig.PlaceOf(place), place == "secret"
                ? "expected the secret in base64, as tsig-keygen gives it"
                : "expected a file with the secret in base64, or a key file as tsig-keygen writes it");
            return null;
        }

        if (length < ShortestBytes)
        {
            tsig.Fault(tsig.PlaceOf(place), $"the secret has {length} bytes; {ShortestBytes} are needed at least: make one with tsig-keygen");
            return null;
        }

        return bytes[..length];
    }
}
