using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Control.Configuration;
using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Engine.Udp;
using Sockeye.Hosting;

namespace Sockeye.Cli;

/// <summary><c>sockeye upstream test ID</c>: through the very outbound that traffic takes, each stage with its time.</summary>
internal static class UpstreamTestCommand
{
    private const string DefaultTarget = "example.com:80";

    public static Command Create(CliEnvironment environment)
    {
        var id = UpstreamCommand.IdArgument();
        var target = new Option<string>("--target")
        {
            Description = $"What to ask for, with HEAD / (default: {DefaultTarget})",
            HelpName = "HOST:PORT",
            DefaultValueFactory = _ => DefaultTarget,
        };
        var json = GlobalOptions.Json();
        var command = new Command("test", "Connect through an upstream as traffic would, and print the time of each stage") { id, target, json };
        command.SetAction(async (parsed, cancellation) => await RunAsync(
            CommandContext.Prepare(parsed), parsed.GetRequiredValue(id), parsed.GetValue(target)!, parsed.GetValue(json), environment, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandContext context, string id, string target, bool json, CliEnvironment environment, CancellationToken cancellation)
    {
        if (!Destination.TryParse(target, out var destination))
        {
            throw CliException.Usage($"--target \"{target}\" is not HOST:PORT");
        }

        var outbound = FindOutbound(context, id, environment);
        var dial = new DialContext(destination, "upstream test");
        var result = await outbound.ConnectAsync(dial, cancellation);
        var (firstByte, answer) = (TimeSpan.Zero, "");
        var error = result.Error is { } failed ? $"{UpstreamTestReport.NameOf(failed.Stage)}: {failed.Message}" : null;
        if (result.IsConnected)
        {
            await using var channel = result.Channel;
            (firstByte, answer) = await AskAsync(channel, destination, TimeSpan.FromSeconds(10), cancellation);
            error = answer.Length == 0 ? "first byte: the target closed without an answer, or gave none within 10 s" : null;
        }

        var report = UpstreamTestReport.From(id, target, dial.Timings, error is null ? firstByte : null, answer, error);
        environment.Out.WriteLine(json ? JsonSerializer.Serialize(report, CliJson.Default.UpstreamTestReport) : report.ToText());
        return error is null ? ExitStatus.Done : throw CliException.Failed($"upstream {id} failed at {error}");
    }

    private static Outbound FindOutbound(CommandContext context, string id, CliEnvironment environment)
    {
        using var stores = ControlStores.Open(context);
        var upstreams = stores.Upstreams.List();
        var options = context.LoadOptions([.. upstreams.Select(u => u.Id)], environment);
        var time = TimeProvider.System;
        var tls = TlsProviders.Select(Server.KindOf(options.Tls.Provider), time, out _);
        var udp = new UdpBinder(tls.Sockets);
        var direct = new DirectWay(options, new NameResolver(new NameResolverOptions(), time), new OwnAddressSource(time), protectedEndPoints: [], tls.Sockets, udp, time);
        var builder = new OutboundBuilder(options.Outbounds, direct, tls, udp, NullLogger.Instance);
        var outbound = builder.Build(upstreams).Find(id);
        return (outbound as FallbackOutbound)?.Upstream ?? outbound
            ?? throw CliException.Failed($"no upstream is called \"{id}\"; see: sockeye upstream list");
    }

    private static async ValueTask<(TimeSpan FirstByte, string Answer)> AskAsync(
        DuplexChannel channel, Destination destination, TimeSpan limit, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(limit);
        await using var abort = patience.Token.Register(channel.Abort);
        var started = Stopwatch.GetTimestamp();
        await channel.WriteAsync(Encoding.ASCII.GetBytes($"HEAD / HTTP/1.1\r\nHost: {destination.Host}\r\nConnection: close\r\n\r\n"));
        var buffer = new byte[1024];
        var read = await channel.ReadAsync(buffer);
        var line = Encoding.Latin1.GetString(buffer, 0, read.Bytes).Split('\n')[0].TrimEnd('\r');
        return (Stopwatch.GetElapsedTime(started), PeerText.Escape(line, 100));
    }
}

/// <summary>What <c>upstream test</c> prints. Times are in milliseconds.</summary>
internal sealed record UpstreamTestReport(string Id, string Target, bool Succeeded, IReadOnlyList<UpstreamTestStage> Stages, string? Answer, string? Error)
{
    private static readonly (DialStage Stage, string Name)[] Names =
    [
        (DialStage.Resolve, "resolve"), (DialStage.Connect, "connect"), (DialStage.Tls, "TLS"),
        (DialStage.ProxyGreeting, "proxy greeting"), (DialStage.ProxyRequest, "CONNECT"),
    ];

    /// <summary>The stage's name as the table has it.</summary>
    public static string NameOf(DialStage stage) =>
        Names.FirstOrDefault(n => n.Stage == stage).Name ?? stage.ToString().ToLowerInvariant();

    public static UpstreamTestReport From(string id, string target, DialTimings timings, TimeSpan? firstByte, string answer, string? error)
    {
        var stages = Names.Where(n => timings[n.Stage] is not null)
            .Select(n => new UpstreamTestStage(n.Name, Math.Round(timings[n.Stage]!.Value.TotalMilliseconds, 2))).ToList();
        if (firstByte is { } time)
        {
            stages.Add(new UpstreamTestStage("first byte", Math.Round(time.TotalMilliseconds, 2)));
        }

        return new UpstreamTestReport(id, target, error is null, stages, answer.Length > 0 ? answer : null, error);
    }

    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var stage in Stages)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{stage.Stage,-16}{stage.Milliseconds,10:0.00} ms");
        }

        return text.Append(Succeeded ? $"{Target} answered: {Answer}" : $"failed at {Error}").ToString();
    }
}

/// <summary>One stage and its time.</summary>
internal sealed record UpstreamTestStage(string Stage, double Milliseconds);
