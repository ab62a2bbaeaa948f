using System.CommandLine;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Sockeye.Control.Configuration;
using Sockeye.Core.Net;
using Sockeye.Engine.Dialing;
using Sockeye.Hosting;

namespace Sockeye.Cli;

/// <summary><c>sockeye connect URL</c>: the bridge, for programs that cannot speak TLS to a proxy.</summary>
internal static class ConnectCommand
{
    // How long the first try keeps the start waiting; the port is open meanwhile.
    private static readonly TimeSpan FirstTry = TimeSpan.FromSeconds(10);

    public static Command Create(CliEnvironment environment)
    {
        var options = new ConnectOptions();
        var command = new Command("connect", "Bridge to a server: plain SOCKS5 and HTTP on a local port, TLS to the server; or one connection over standard input and output");
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var target = options.ReadTarget(parsed);
            var settings = options.Read(parsed, isStdio: target is not null, environment);
            return target is { } destination ? await CarryAsync(settings, destination) : await ListenAsync(settings, environment);
        });
        return command;
    }

    private static async Task<int> ListenAsync(BridgeSettings settings, CliEnvironment environment)
    {
        if (PlatformTls.WhyNoTls13() is { } warning)
        {
            environment.Error.WriteLine($"warning: {warning}");
        }

        var status = new BridgeStatus(environment.Error);
        using var loggers = LoggerFactories.Create(LogFormat.Text, LogLevel.Warning);
        using var signals = new Signals(reload: null);
        await using var bridge = await Bridge.StartAsync(settings with { Upstream = settings.Upstream with { Observer = status.Observe } }, loggers);
        await TryServerAsync(bridge, status);
        environment.Out.WriteLine($"listening socks5://{bridge.EndPoint}");
        environment.Out.WriteLine($"listening http://{bridge.EndPoint}");
        environment.Out.Flush();
        if (SystemdHelpers.IsSystemdService())
        {
            new SystemdNotifier().Notify(ServiceState.Ready);
        }

        await signals.Stopping;
        await bridge.StopAsync(signals.Hurry);
        return ExitStatus.Done;
    }

    /// <summary>A server that is away may come back; one that refuses will refuse again, and the person is still here to read it.</summary>
    private static async Task TryServerAsync(Bridge bridge, BridgeStatus status)
    {
        using var limit = new CancellationTokenSource(FirstTry);
        var error = await bridge.TryServerAsync(limit.Token);
        if (error is not null && BridgeFault.StateOf(error) is ServerState.Refused or ServerState.Untrusted)
        {
            throw CliException.Failed(BridgeFault.Describe(error!));
        }

        status.Begin(error is not null && limit.IsCancellationRequested
            ? error with { Kind = DialErrorKind.TimedOut, Message = "the server does not answer" }
            : error);
    }

    private static async Task<int> CarryAsync(BridgeSettings settings, Destination target)
    {
        var time = TimeProvider.System;
        using var server = BridgeOutbound.Create(settings.Upstream, BridgeOutbound.SelectTls(settings.Tls, time), time);
        return await BridgeStandardStreams.RunAsync(server, target) is { } fault ? throw CliException.Failed(fault) : ExitStatus.Done;
    }
}
