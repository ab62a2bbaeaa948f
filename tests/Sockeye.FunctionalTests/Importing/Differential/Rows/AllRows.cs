namespace Sockeye.FunctionalTests.Importing.Differential.Rows;

/// <summary>The table of connections.</summary>
internal static class AllRows
{
    /// <summary>Those of the systems that are tried one after the other.</summary>
    public static IReadOnlyList<Row> Shared { get; } =
        [.. UserRows.All, .. RequestRows.All, .. RouteRows.All, .. HttpRows.All, .. TlsRows.All, .. StreamRows.All];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Row> All { get; } = [.. Shared, StreamRows.Idle];
}
