using System.Globalization;

namespace Sockeye.Control.Certificates;

/// <summary>Moments as people read them about certificates: to the minute, in UTC.</summary>
public static class UtcText
{
    /// <summary>As in <c>2026-01-31 12:00 UTC</c>.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
