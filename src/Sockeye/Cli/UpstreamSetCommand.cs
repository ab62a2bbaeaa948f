using System.CommandLine;
using Sockeye.Control.Upstreams;
using Sockeye.Control.Users;
using Sockeye.Core.Net;
using Sockeye.Engine.Outbounds;

namespace Sockeye.Cli;

/// <summary><c>sockeye upstream set ID …</c>: changes what is named, leaves the rest.</summary>
internal static class UpstreamSetCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var id = UpstreamCommand.IdArgument();
        var url = new Option<string?>("--url") { Description = "Another address: scheme, user name, host and port", HelpName = "URL" };
        var enabled = new Option<bool?>("--enabled") { Description = "true or false; a disabled upstream refuses, nothing goes around it", HelpName = "true|false" };
        var (ca, pin, serverName, fallback, stdin) = (UpstreamFields.CaOption(), UpstreamFields.PinOption(), UpstreamFields.ServerNameOption(),
            UpstreamFields.FallbackOption(), UpstreamFields.PasswordOption());
        var command = new Command("set", "Change an external proxy; what is not named stays")
        {
            id, url, enabled, ca, pin, serverName, fallback, stdin,
        };
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(id);
            ProxyUrl? address = parsed.GetValue(url) is { } text ? UpstreamFields.ParseUrl(text) : null;
            var changes = Addressed(address) with
            {
                CertificateAuthorityPem = parsed.GetResult(ca) is null ? default : (Change<string?>)UpstreamFields.ReadAuthority(parsed.GetValue(ca)),
                PinSha256 = parsed.GetResult(pin) is null ? default : (Change<ReadOnlyMemory<byte>?>)UpstreamFields.ParsePin(parsed.GetValue(pin)),
                ServerName = parsed.GetResult(serverName) is null ? default : (Change<string?>)(parsed.GetValue(serverName) is "none" ? null : parsed.GetValue(serverName)),
                Fallback = UpstreamFields.ParseFallback(parsed.GetValue(fallback)) is { } way ? (Change<UpstreamFallback>)way : default,
                Enabled = parsed.GetValue(enabled) is { } on ? (Change<bool>)on : default,
            };

            var newPassword = parsed.GetValue(stdin) || address?.Password is not null;
            if (changes == new UpstreamChanges() && !newPassword)
            {
                throw CliException.Usage("nothing to change: name at least one of --url, --enabled, --ca, --pin, --server-name, --fallback, --password-stdin");
            }

            // Before anything is changed: a password that cannot be taken changes nothing.
            var password = newPassword ? UpstreamFields.ReadPassword(address, parsed.GetValue(stdin), environment) : null;
            using var stores = ControlStores.Open(CommandContext.Prepare(parsed));
            stores.Upstreams.Set(name, changes);
            if (newPassword)
            {
                stores.Upstreams.SetPassword(name, password);
            }

            environment.Out.WriteLine($"upstream {name} changed");
            return ExitStatus.Done;
        });
        return command;
    }

    private static UpstreamChanges Addressed(ProxyUrl? address) => address is null ? new UpstreamChanges() : new UpstreamChanges
    {
        Scheme = ProxyUrl.NameOf(address.Scheme),
        Host = address.Host,
        Port = address.Port,
        UserName = address.UserName,
    };
}
