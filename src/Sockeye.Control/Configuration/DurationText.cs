using System.Globalization;

namespace Sockeye.Control.Configuration;

/// <summary>Durations as the configuration has them: a whole number and <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>.</summary>
public static class DurationText
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)), ("d", TimeSpan.FromDays(1)),
    ];

    /// <summary>Reads <c>15s</c>, <c>500ms</c>, <c>2m</c>, <c>1h</c>, <c>7d</c>. A number without a unit is no duration: its reader could not know which was meant.</summary>
    public static bool TryParse(string? text, out TimeSpan value)
    {
        value = default;
        if (text is null)
        {
            return false;
        }

        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > 9)
        {
            return false;
        }

        foreach (var (unit, length) in Units)
        {
            if (text.AsSpan(digits).SequenceEqual(unit))
            {
                value = length * int.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture);
                return true;
            }
        }

        return false;
    }

    /// <summary>The shortest spelling that <see cref="TryParse"/> reads as the same duration; parts of a millisecond are dropped.</summary>
    public static string Format(TimeSpan value)
    {
        for (var i = Units.Length - 1; i > 0; i--)
        {
            if (value != TimeSpan.Zero && value.Ticks % Units[i].Length.Ticks == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{value.Ticks / Units[i].Length.Ticks}{Units[i].Unit}");
            }
        }

        return value == TimeSpan.Zero ? "0s" : string.Create(CultureInfo.InvariantCulture, $"{(long)value.TotalMilliseconds}ms");
    }
}
