namespace Sockeye.Engine.Diagnostics;

/// <summary>Where the line of each session goes. Never blocks: a reader that is too slow loses lines, which are counted.</summary>
public interface IAccessLog
{
    /// <summary>Writes one entry.</summary>
    void Write(AccessLogEntry entry);
}
