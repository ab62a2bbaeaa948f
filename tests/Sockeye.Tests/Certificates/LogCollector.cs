using Microsoft.Extensions.Logging;

namespace Sockeye.Tests.Certificates;

/// <summary>Keeps the lines that were logged.</summary>
internal sealed class LogCollector : ILogger
{
    private readonly Lock _gate = new();

    public List<(int Id, string Text)> Lines { get; } = [];

    /// <summary>Whether a line of this id was logged, while others still log.</summary>
    public bool Contains(int id)
    {
        lock (_gate)
        {
            return Lines.Exists(l => l.Id == id);
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_gate)
        {
            Lines.Add((eventId.Id, formatter(state, exception)));
        }
    }
}
