using Microsoft.Extensions.Logging;

namespace Sockeye.Tests.Certificates;

/// <summary>Keeps the lines that were logged.</summary>
internal sealed class LogCollector : ILogger
{
    public List<(int Id, string Text)> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add((eventId.Id, formatter(state, exception)));
}
