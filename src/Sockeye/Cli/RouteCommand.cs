using System.CommandLine;
using System.Text.Json;
using Sockeye.Control.Configuration;
using Sockeye.Control.Importing;
using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Core.Routing;
using Sockeye.Engine.Outbounds;

namespace Sockeye.Cli;

/// <summary><c>sockeye route NAME TARGET</c>: explains which rule decides, with the very table that a server would use.</summary>
internal static class RouteCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var name = new Argument<string>("NAME") { Description = "The user's name" };
        var target = new Argument<string>("TARGET") { Description = "Where to: HOST:PORT" };
        var udp = new Option<bool>("--udp") { Description = "Ask for datagrams instead of a connection" };
        var inbound = new Option<string?>("--inbound") { Description = "The inbound's tag (default: the first)", HelpName = "TAG" };
        var json = GlobalOptions.Json();
        var files = new ImportFileOptions();
        var command = new Command("route", "Explain which rule decides for a user and a target, and which way out") { name, target, udp, inbound, json };
        files.AddTo(command);
        command.SetAction(parsed => Run(
            CommandContext.Prepare(parsed),
            files.Read(parsed),
            parsed.GetRequiredValue(name),
            parsed.GetRequiredValue(target),
            parsed.GetValue(udp) ? Network.Udp : Network.Tcp,
            parsed.GetValue(inbound),
            parsed.GetValue(json),
            environment));
        return command;
    }

    private static int Run(
        CommandContext context, ImportFiles? files, string name, string target, Network network, string? inbound, bool json, CliEnvironment environment)
    {
        if (!Destination.TryParse(target, out var destination))
        {
            throw CliException.Usage($"\"{target}\" is not HOST:PORT, as in example.com:443 or [2001:db8::1]:443");
        }

        using var stores = ControlStores.Open(context);
        var upstreams = stores.Upstreams.List();
        var imported = files is null ? null : ImportedOptions.Require(files, context, environment, withWarnings: false);
        var options = imported?.Options ?? context.LoadOptions([.. upstreams.Select(u => u.Id)], environment);
        var tag = inbound ?? options.Inbounds[0].Tag;
        if (options.Inbounds.All(i => i.Tag != tag))
        {
            throw CliException.Usage($"no inbound is called \"{tag}\"; there is {string.Join(", ", options.Inbounds.Select(i => i.Tag))}");
        }

        string? email = null;
        var stored = imported?.TryFindUser(name, out email) == true ? null : stores.Users.Find(name) ?? throw CliException.Failed($"no user is called \"{name}\"; see: sockeye user list");
        var decision = RouteTableBuilder.Build(options.Routing)
            .Decide(new RouteQuery(tag, name, stored?.Email ?? email, stored?.Upstream, network, destination));
        var outbound = imported?.DescribeUpstream(decision.Outbound) ?? Describe(decision.Outbound, network, options, upstreams);
        if (json)
        {
            var report = new RouteReport(
                name, destination.ToString(), network == Network.Udp ? "udp" : "tcp", tag, decision.Outbound, decision.Rule, decision.Reason, outbound);
            environment.Out.WriteLine(JsonSerializer.Serialize(report, CliJson.Default.RouteReport));
            return ExitStatus.Done;
        }

        environment.Out.WriteLine($"{name} to {destination} by {tag}: outbound {decision.Outbound} ({outbound})");
        environment.Out.WriteLine($"decided by {decision.Rule}: {decision.Reason}");
        return ExitStatus.Done;
    }

    private static string Describe(string tag, Network network, SockeyeOptions options, IReadOnlyList<Control.Upstreams.UpstreamRecord> upstreams) => tag switch
    {
        WellKnownOutbounds.Direct => "straight to the target",
        WellKnownOutbounds.Block => "refused",
        _ when options.Outbounds.FirstOrDefault(o => o.Tag == tag) is { } configured => 
            $"{configured.Url}, from the configuration{While(configured.Fallback, network)}",
        _ when upstreams.FirstOrDefault(u => u.Id == tag) is { } stored =>
            $"{UpstreamReport.UrlOf(stored)}, from the database{(stored.Enabled ? While(stored.Fallback, network) : "; disabled, so it is refused")}",
        _ => "there is no such outbound, so it is refused",
    };

    private static string While(UpstreamFallback fallback, Network network) =>
        (fallback, network) == (UpstreamFallback.Direct, Network.Tcp) ? "; straight to the target while it can't be had" : "";
}

/// <summary>What <c>route --json</c> prints.</summary>
internal sealed record RouteReport(
    string User, string Target, string Network, string Inbound, string Outbound, string Rule, string Reason, string Description);
