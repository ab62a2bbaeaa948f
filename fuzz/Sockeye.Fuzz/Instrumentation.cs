using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using SharpFuzz;

namespace Sockeye.Fuzz;

/// <summary>Makes the parsers' assembly count the branches that it takes. Must come before anything of it is loaded.</summary>
internal static class Instrumentation
{
    private const string Marker = "SharpFuzz.Common";

    private static string Assembly => Path.Combine(AppContext.BaseDirectory, "Sockeye.Core.dll");

    /// <summary>Rewrites this program's own copy of the assembly, once after each build.</summary>
    public static void Apply()
    {
        if (!IsApplied())
        {
            _ = Fuzzer.Instrument(Assembly, type => type.StartsWith("Sockeye.Core.", StringComparison.Ordinal), Options.Value).ToList(); // lazy: the rewriting comes with the enumeration
        }
    }

    private static bool IsApplied()
    {
        using var file = new PEReader(File.OpenRead(Assembly));
        var metadata = file.GetMetadataReader();
        return metadata.AssemblyReferences.Any(handle => metadata.StringComparer.Equals(metadata.GetAssemblyReference(handle).Name, Marker));
    }
}
