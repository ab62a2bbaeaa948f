using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using SharpFuzz;

namespace Sockeye.Fuzz;

/// <summary>Makes the parsers' assemblies count the branches that they take. Must come before anything of them is loaded.</summary>
internal static class Instrumentation
{
    private const string Marker = "SharpFuzz.Common";

    // Of each assembly the namespace in which its parsers are.
    private static readonly (string Assembly, string Parsers)[] Parts = [("Sockeye.Core.dll", "Sockeye.Core."), ("Sockeye.Control.dll", "Sockeye.Control.Importing.")];

    /// <summary>Rewrites this program's own copies of the assemblies, once after each build.</summary>
    public static void Apply()
    {
        foreach (var (name, parsers) in Parts)
        {
            var assembly = Path.Combine(AppContext.BaseDirectory, name);
            if (!IsApplied(assembly))
            {
                _ = Fuzzer.Instrument(assembly, type => type.StartsWith(parsers, StringComparison.Ordinal), Options.Value).ToList(); // lazy: the rewriting comes with the enumeration
            }
        }
    }

    private static bool IsApplied(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return metadata.AssemblyReferences.Any(handle => metadata.StringComparer.Equals(metadata.GetAssemblyReference(handle).Name, Marker));
    }
}
