using System.Globalization;
using Sockeye.Control.Certificates;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.UserFiles;

/// <summary>Reads until when a user may log in: a time of ISO 8601, UTC where it has no zone, or Unix seconds.</summary>
internal static class FileExpiryReader
{
    private const string Expected = "expected a time such as \"2027-01-31T12:00:00Z\", or Unix seconds, or null for never";

    // The year 5138; the same moment in milliseconds is today's.
    private const long MaximumUnixSeconds = 99_999_999_999;

    private static readonly string[] Keys = ["expires_at", "expires", "expiry"];

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    public static DateTimeOffset? Read(SourceObject user)
    {
        (string Key, DateTimeOffset Time)? first = null;
        foreach (var key in Keys)
        {
            if (Time(user, key) is not { } time)
            {
                continue;
            }

            if (first is { } other && other.Time != time)
            {
                user.Refuse(key, $"\"{other.Key}\" says another time; leave one of them out");
            }
            else
            {
                user.Translated(key, $"he may log in until {UtcText.Of(time)}");
            }

            first ??= (key, time);
        }

        return first?.Time;
    }

    private static DateTimeOffset? Time(SourceObject user, string key) => user.Node(key) switch
    {
        null => null,
        { Kind: ConfigurationNodeKind.Number } node => OfUnixSeconds(user, key, node.Text),
        { Kind: ConfigurationNodeKind.String } node => OfText(user, key, node.Text),
        var node => Refuse(user, key, $"{Expected}, found {SourceObject.Describe(node)}"),
    };

    private static DateTimeOffset? OfText(SourceObject user, string key, string text) =>
        DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : Refuse(user, key, $"{Expected}, found {ConfigurationPath.Quote(text)}");

    // 0 stands for never in some tools and for 1970 by its definition.
    private static DateTimeOffset? OfUnixSeconds(SourceObject user, string key, string text) =>
        !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) || seconds <= 0
            ? Refuse(user, key, $"{Expected}, found {ConfigurationPath.Quote(text)}")
        : seconds > MaximumUnixSeconds
            ? Refuse(user, key, $"{Expected}, found {ConfigurationPath.Quote(text)}, which would be milliseconds")
        : DateTimeOffset.FromUnixTimeSeconds(seconds);

    private static DateTimeOffset? Refuse(SourceObject user, string key, string message)
    {
        user.Refuse(key, message);
        return null;
    }
}
