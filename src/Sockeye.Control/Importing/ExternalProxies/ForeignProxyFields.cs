using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.ExternalProxies;

/// <summary>What the old tools noted of a proxy or of the file.</summary>
internal static class ForeignProxyFields
{
    private const string Test = "the result of an old test; \"sockeye upstream test\" makes a new one";
    private const string Note = "what the old tools noted; left out";

    private static readonly (string Key, string Why)[] Fields =
    [
        ("test_status", Test),
        ("test_result", Test),
        ("last_test", Test),
        ("last_test_at", Test),
        ("latency", Test),
        ("latency_ms", Test),
        ("created", Note),
        ("created_at", Note),
        ("updated_at", Note),
        ("last_modified", Note),
        ("metadata", Note),
    ];

    public static void Tell(SourceObject holder)
    {
        foreach (var (key, why) in Fields.Where(field => holder.Has(field.Key)))
        {
            holder.Unconcerned(key, why);
        }
    }
}
