using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Sockeye.Control.Configuration.Sections;

/// <summary>A key file of BIND: <c>key "name" { algorithm hmac-sha256; secret "base64"; };</c>, with comments of its three kinds.</summary>
/// <param name="Name">The key's name.</param>
/// <param name="Algorithm">Its algorithm.</param>
/// <param name="Secret">The secret in base64.</param>
internal sealed partial record TsigKeyFile(string Name, string Algorithm, string Secret)
{
    public static bool LooksLikeOne(string text) => text.Contains('{', StringComparison.Ordinal);

    public static bool TryParse(string text, [NotNullWhen(true)] out TsigKeyFile? file, [NotNullWhen(false)] out string? error)
    {
        file = null;
        var keys = Key().Matches(Comment().Replace(text, m => m.Value[0] == '"' ? m.Value : " "));
        error = keys.Count switch
        {
            0 => "this is no key file: expected key \"name\" { algorithm ...; secret \"...\"; };",
            1 => null,
            _ => "the file holds several keys; it shall hold one",
        };
        if (error is not null)
        {
            return false;
        }

        var (algorithm, secret) = (Algorithms().Match(keys[0].Groups[2].Value), Secrets().Match(keys[0].Groups[2].Value));
        if (!algorithm.Success || !secret.Success)
        {
            error = "the key file lacks its " + (secret.Success ? "algorithm" : "secret");
            return false;
        }

        file = new TsigKeyFile(keys[0].Groups[1].Value, algorithm.Groups[1].Value.ToLowerInvariant(), secret.Groups[1].Value);
        return true;
    }

    public override string ToString() => $"TsigKeyFile {{ Name = {Name}, Algorithm = {Algorithm}, Secret = *** }}";

    // Base64 may hold two slashes in a row: what stands in quotes is no comment.
    [GeneratedRegex("\"[^\"]*\"|/\\*.*?\\*/|//[^\n]*|#[^\n]*", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("\\bkey\\s+\"?([^\\s\"{]+)\"?\\s*\\{([^}]*)\\}")]
    private static partial Regex Key();

    [GeneratedRegex("\\balgorithm\\s+\"?([^\\s\";]+)\"?\\s*;")]
    private static partial Regex Algorithms();

    [GeneratedRegex("\\bsecret\\s+\"?([^\\s\";]+)\"?\\s*;")]
    private static partial Regex Secrets();
}
