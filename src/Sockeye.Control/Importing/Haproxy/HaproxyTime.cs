using System.Globalization;

namespace Sockeye.Control.Importing.Haproxy;

/// <summary>Times as HAProxy writes them (configuration manual, section 2.5): a number with a unit, milliseconds without one.</summary>
internal static class HaproxyTime
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("us", TimeSpan.FromMicroseconds(1)), ("ms", TimeSpan.FromMilliseconds(1)), ("", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)), ("d", TimeSpan.FromDays(1)),
    ];

    // HAProxy counts in milliseconds of 31 bits, and refuses more.
    private static readonly TimeSpan Maximum = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>Reads <c>50s</c>, <c>5000</c>, <c>1h</c>; 0 is no limit.</summary>
    public static bool TryParse(string? text, out TimeSpan value)
    {
        value = default;
        if (text is null)
        {
            return false;
        }

        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : text.Length;
        if (digits is < 1 or > 13)
        {
            return false;
        }

        var number = long.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture);
        foreach (var (unit, length) in Units)
        {
            if (text.AsSpan(digits).SequenceEqual(unit))
            {
                if (number > Maximum.Ticks / length.Ticks)
                {
                    return false;
                }

                value = length * number;
                return true;
            }
        }

        return false;
    }
}
