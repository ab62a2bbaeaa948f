using System.CommandLine;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Sockeye.Control.Configuration;
using Sockeye.Control.Importing;
using Sockeye.Control.Importing.Serving;
using Sockeye.Hosting;

namespace Sockeye.Cli;

/// <summary><c>sockeye serve</c>: the proxy in the foreground.</summary>
internal static class ServeCommand
{
    private const int LockAttempts = 4;

    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(100);

    public static Command Create(CliEnvironment environment)
    {
        var listen = new Option<string?>("--listen") { Description = "Listen here instead of where the only inbound says", HelpName = "HOST:PORT" };
        var noFirstUser = new Option<bool>("--no-first-user") { Description = "Make no user where there is none yet" };
        var files = new ImportFileOptions();
        var command = new Command("serve", "Run the proxy; with no user yet it makes one and prints commands to copy") { listen, noFirstUser };
        files.AddTo(command);
        command.SetAction(async (parsed, _) =>
            await RunAsync(CommandContext.Prepare(parsed), files.Read(parsed), parsed.GetValue(listen), !parsed.GetValue(noFirstUser), environment));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ImportFiles? files, string? listen, bool makeFirstUser, CliEnvironment environment)
    {
        DataDirectoryLock? dataLock;
        for (var attempt = 1; !DataDirectoryLock.TryAcquire(context.DataDirectory, out dataLock, out var holder); attempt++)
        {
            if (attempt < LockAttempts)
            {
                await Task.Delay(LockPause); // a command beside us may be looking whether a server runs
                continue;
            }

            throw CliException.Failed($"the data directory {context.DataDirectory} is in use by {holder}; stop that server, or name another directory with --data");
        }

        using (dataLock)
        {
            var settings = Settings(context, files, listen, environment);
            using var loggers = LoggerFactories.Create(settings.Options.Log.Format);
            Server? started = null;
            using var signals = new Signals(() => started?.Reload());
            await using var server = started = await Server.StartAsync(settings, loggers);
            RunningServer.Note(context.DataDirectory, server.Reachable);
            Announce(server, context, makeFirstUser, environment);
            await signals.Stopping;
            RunningServer.Forget(context.DataDirectory);
            await server.StopAsync(signals.Hurry);
            return ExitStatus.Done;
        }
    }

    private static ServerSettings Settings(CommandContext context, ImportFiles? files, string? listen, CliEnvironment environment)
    {
        var stamps = files is null ? null : FileStamps.Take([.. files.All, .. context.ConfigurationFile is { } beside ? [beside] : Array.Empty<string>()]);
        var imported = files is null ? null : ImportedOptions.Require(files, context, environment, withWarnings: true);
        var asLoaded = imported?.Options ?? context.LoadOptions(CheckCommand.KnownUpstreams(context), environment, withWarnings: true);
        var options = asLoaded;
        if (listen is not null)
        {
            if (!ListenAddress.TryParse(listen, out var address, out var error))
            {
                throw CliException.Usage($"--listen {listen}: {error}");
            }

            options = asLoaded.TryReplaceListen(address, out var replaced, out error) ? replaced : throw CliException.Usage(error);
        }

        return new ServerSettings(context.DataDirectory, options, asLoaded, context.RequestedConfiguration, options.Admin.IsChosen, environment.Out)
        {
            ImportFiles = files,
            Imported = imported,
            ImportStamps = stamps,
        };
    }

    private static void Announce(Server server, CommandContext context, bool makeFirstUser, CliEnvironment environment)
    {
        foreach (var inbound in server.Listening)
        {
            environment.Out.WriteLine(inbound);
        }

        if (makeFirstUser && !server.HasUsers)
        {
            FirstUser.Make(server.AddUser, context.DataDirectory, ConnectionHints.Preferred(StoredCertificateHints.Apply(server.Reachable, context.DataDirectory)), environment);
        }

        environment.Out.Flush();
        if (SystemdHelpers.IsSystemdService())
        {
            new SystemdNotifier().Notify(ServiceState.Ready);
        }
    }
}
