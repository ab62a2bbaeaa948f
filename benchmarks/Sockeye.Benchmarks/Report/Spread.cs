namespace Sockeye.Benchmarks.Report;

/// <summary>The median of the rounds, with the lowest and the highest.</summary>
internal readonly record struct Spread(double Median, double Lowest, double Highest, int Count)
{
    /// <summary>Of the values that are numbers, or null where there is none.</summary>
    public static Spread? Of(IEnumerable<double> values)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        if (sorted.Length == 0) return null;
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new(median, sorted[0], sorted[^1], sorted.Length);
    }

    /// <summary>Of the ratios round by round, so that what changes slowly on the machine cancels.</summary>
    public static Spread? OfRatios(IEnumerable<double> values, IEnumerable<double> basis) => Of(values.Zip(basis, (v, b) => v / b));
}
