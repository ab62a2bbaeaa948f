using System.CommandLine;
using Sockeye.Control.Upstreams;
using Sockeye.Core.Net;
using Sockeye.Engine.Outbounds;

namespace Sockeye.Cli;

/// <summary><c>sockeye upstream add ID URL</c>.</summary>
internal static class UpstreamAddCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var id = UpstreamCommand.IdArgument();
        var url = new Argument<string>("URL") { Description = "socks5://, socks5s://, http:// or https://, then [user@]host:port" };
        var (ca, pin, serverName, fallback, stdin) = (UpstreamFields.CaOption(), UpstreamFields.PinOption(), UpstreamFields.ServerNameOption(),
            UpstreamFields.FallbackOption(), UpstreamFields.PasswordOption());
        var command = new Command("add", "Add an external proxy; the certificate of a TLS kind is always verified")
        {
            id, url, ca, pin, serverName, fallback, stdin,
        };
        command.SetAction(parsed =>
        {
            var address = UpstreamFields.ParseUrl(parsed.GetRequiredValue(url));
            var authority = UpstreamFields.ReadAuthority(parsed.GetValue(ca));
            var key = UpstreamFields.ParsePin(parsed.GetValue(pin));
            var way = UpstreamFields.ParseFallback(parsed.GetValue(fallback)) ?? UpstreamFallback.Block;
            var context = CommandContext.Prepare(parsed);
            var password = UpstreamFields.ReadPassword(address, parsed.GetValue(stdin), environment);
            using var stores = ControlStores.Open(context);
            var added = stores.Upstreams.Add(new NewUpstream
            {
                Id = parsed.GetRequiredValue(id),
                Scheme = ProxyUrl.NameOf(address.Scheme),
                Host = address.Host,
                Port = address.Port,
                UserName = address.UserName,
                Password = password,
                CertificateAuthorityPem = authority,
                PinSha256 = key,
                ServerName = parsed.GetValue(serverName),
                Fallback = way,
            });
            environment.Out.WriteLine($"upstream {added.Id} added; try it: sockeye upstream test {added.Id}");
            return ExitStatus.Done;
        });
        return command;
    }
}
