using Microsoft.Extensions.Logging;

namespace Sockeye.HttpForwarding;

/// <summary>
/// For the HTTP server and the forwarder: what they say of peers and of single requests, at any level below Error, is
/// at Debug. Error and above stay: those are faults of ours.
/// </summary>
/// <remarks>The inner factory stays its owner's.</remarks>
internal sealed class LoweringLoggerFactory(ILoggerFactory inner) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new LoweringLogger(inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose()
    {
        // see the remarks
    }

    private sealed class LoweringLogger(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(Lowered(logLevel));

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var lowered = Lowered(logLevel);
            if (inner.IsEnabled(lowered))
            {
                inner.Log(lowered, eventId, state, exception, formatter);
            }
        }

        private static LogLevel Lowered(LogLevel level) => level is LogLevel.Information or LogLevel.Warning ? LogLevel.Debug : level;
    }
}
