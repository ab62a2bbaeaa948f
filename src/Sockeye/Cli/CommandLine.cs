using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net.Sockets;
using Sockeye.Control.Certificates;
using Sockeye.Control.Configuration;
using Sockeye.Control.Storage;
using Sockeye.Engine.Listening;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Cli;

/// <summary>The program's command line: parses, runs one command, turns what went wrong into one line and an exit status.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, CliEnvironment environment)
    {
        var root = Root(environment);
        // No response files: a user's name may begin with an @.
        var parsed = CommandLineParser.Parse(root, args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            var messages = string.Join(' ', parsed.Errors.Select(e => e.Message.ReplaceLineEndings(" ")));
            await environment.Error.WriteLineAsync($"sockeye: {messages} Try: {Usage(parsed.CommandResult)} --help");
            return ExitStatus.Usage;
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = environment.Out,
                Error = environment.Error,
                ProcessTerminationTimeout = null, // serve has its own way to stop
            };
            return await parsed.InvokeAsync(configuration);
        }
        catch (CliException exception)
        {
            await environment.Error.WriteLineAsync($"sockeye: {exception.Message}");
            return exception.Status;
        }
        catch (Exception exception) when (
            exception is StoreException or ListenException or CertificateException or TlsConfigurationException or DataDirectoryException
                or IOException or UnauthorizedAccessException or SocketException)
        {
            await environment.Error.WriteLineAsync($"sockeye: {exception.Message}");
            return ExitStatus.Failed;
        }
    }

    internal static RootCommand Root(CliEnvironment environment)
    {
        var root = new RootCommand("Sockeye: SOCKS5 and HTTP CONNECT over TLS 1.3, with users, routes and upstream proxies.")
        {
            GlobalOptions.Config,
            GlobalOptions.Data,
            ServeCommand.Create(environment),
            UserCommand.Create(environment),
            UpstreamCommand.Create(environment),
            RouteCommand.Create(environment),
            CertCommand.Create(environment),
            CheckCommand.Create(environment),
            ImportCommand.Create(environment),
            ConnectCommand.Create(environment),
            ExportCommand.Create(environment),
        };
        root.SetAction(_ => Overview.Print(environment));
        return root;
    }

    private static string Usage(CommandResult command)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = command; at is not null; at = at.Parent)
        {
            if (at is CommandResult { Command: var c })
            {
                names.Push(c is RootCommand ? "sockeye" : c.Name);
            }
        }

        return string.Join(' ', names);
    }
}
