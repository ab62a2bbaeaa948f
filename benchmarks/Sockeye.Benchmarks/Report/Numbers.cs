using System.Globalization;

namespace Sockeye.Benchmarks.Report;

/// <summary>Numbers as people read them: three digits that count.</summary>
internal static class Numbers
{
    public static string Short(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };

    public static string Of(Spread? spread) => spread is not { } s ? "-"
        : s.Count == 1 ? Short(s.Median)
        : $"{Short(s.Median)} ({Short(s.Lowest)} to {Short(s.Highest)})";
}
