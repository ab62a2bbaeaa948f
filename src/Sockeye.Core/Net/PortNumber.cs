using System.Globalization;

namespace Sockeye.Core.Net;

/// <summary>A port as text: decimal digits and nothing else.</summary>
internal static class PortNumber
{
    /// <summary>Reads 0 to 65535; no sign, no space, at most five digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ushort port)
    {
        port = 0;
        return text.Length is > 0 and <= 5 && ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port);
    }
}
