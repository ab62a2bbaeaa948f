using System.Globalization;
using Sockeye.Control.Certificates;
using Sockeye.Core;

namespace Sockeye.Cli;

/// <summary>A certificate for people: a label and a value a line. Names come whole, however many there are.</summary>
internal static class CertificateLines
{
    // A certificate of a hundred names has its line; one of thousands must not fill the screen.
    private const int MaximumValueChars = 4096;

    public static void Print(TextWriter output, params ReadOnlySpan<(string Label, string Value)> lines)
    {
        var width = 0;
        foreach (var line in lines)
        {
            width = Math.Max(width, line.Label.Length);
        }

        foreach (var (label, value) in lines)
        {
            output.WriteLine($"{label.PadRight(width)}  {PeerText.Escape(value, MaximumValueChars)}");
        }
    }

    /// <summary>As in <c>2026-01-01 00:00:00Z to 2026-04-01 00:00:00Z</c>.</summary>
    public static string Validity(CertificateSummary certificate) =>
        string.Create(CultureInfo.InvariantCulture, $"{certificate.NotBefore:u} to {certificate.NotAfter:u}");
}
