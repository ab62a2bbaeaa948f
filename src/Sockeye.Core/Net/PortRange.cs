using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sockeye.Core.Net;

/// <summary>A range of ports, both ends in it.</summary>
/// <param name="First">1 to 65535.</param>
/// <param name="Last">Not below <paramref name="First"/>.</param>
public readonly record struct PortRange(ushort First, ushort Last)
{
    /// <summary>How many there are.</summary>
    public int Count => Last - First + 1;

    /// <summary>Reads <c>41000-41999</c>, or one port.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PortRange range)
    {
        range = default;
        var parts = (text ?? "").Split('-');
        if (parts.Length > 2 || !TryPort(parts[0], out var first) || !TryPort(parts[^1], out var last) || first > last) return false;
        range = new(first, last);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    private static bool TryPort(string text, out ushort port) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port > 0;
}
