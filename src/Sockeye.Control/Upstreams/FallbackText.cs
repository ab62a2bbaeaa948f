using Sockeye.Engine.Outbounds;

namespace Sockeye.Control.Upstreams;

/// <summary>The words for what becomes of connections whose upstream can't be had: of the file, the database and the command line.</summary>
public static class FallbackText
{
    /// <summary>Every word.</summary>
    public static IReadOnlyList<string> Words { get; } = ["block", "direct"];

    /// <summary>The word.</summary>
    public static string Of(UpstreamFallback fallback) => Words[(int)fallback];

    /// <summary>Reads a word, as it stands in <see cref="Words"/>.</summary>
    public static bool TryParse(string text, out UpstreamFallback fallback)
    {
        fallback = text == Words[(int)UpstreamFallback.Direct] ? UpstreamFallback.Direct : UpstreamFallback.Block;
        return Of(fallback) == text;
    }
}
