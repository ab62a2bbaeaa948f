namespace Sockeye.Engine.Diagnostics;

/// <summary>For <c>"log": { "access": false }</c>.</summary>
public sealed class NoAccessLog : IAccessLog
{
    /// <inheritdoc/>
    public void Write(AccessLogEntry entry)
    {
        // not wanted
    }
}
