using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Sockeye.Control.Configuration;

namespace Sockeye.Hosting;

/// <summary>The diagnostic log: standard error, a line an event, text or JSON. The access log goes to standard output.</summary>
internal static class LoggerFactories
{
    public static ILoggerFactory Create(LogFormat format, LogLevel minimum = LogLevel.Information) => LoggerFactory.Create(logging =>
    {
        logging.SetMinimumLevel(minimum);
        // ASP.NET's own categories tell about peers at Information and above; ours tell what the operator needs.
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // What keeps the admin listener from starting is told by serve, in one line.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        logging.AddFilter("Yarp", LogLevel.Error);
        if (format == LogFormat.Json)
        {
            logging.AddJsonConsole(options => options.UseUtcTimestamp = true);
        }
        else
        {
            logging.AddSimpleConsole(options =>
            {
                options.SingleLine = true;
                options.UseUtcTimestamp = true;
                options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
                options.ColorBehavior = LoggerColorBehavior.Default;
            });
        }

        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
    });
}
