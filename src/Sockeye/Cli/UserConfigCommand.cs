using System.CommandLine;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Control.Clients;
using Sockeye.Control.Configuration;
using Sockeye.Control.Users;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Inbounds;
using Sockeye.Hosting;

namespace Sockeye.Cli;

/// <summary><c>sockeye user config NAME --format F</c>: a client's configuration, ready to use.</summary>
internal static class UserConfigCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var name = UserCommand.NameArgument();
        var format = new Option<string>("--format") { Description = "The client: curl, git, firefox, xray, qr, ...; list shows all", HelpName = "F", Required = true };
        var host = new Option<string?>("--host") { Description = "The server's name or address to write (default: the inbound's)", HelpName = "HOST[:PORT]" };
        var inbound = new Option<string?>("--inbound") { Description = "The inbound's tag (default: the first with TLS)", HelpName = "TAG" };
        var ca = new Option<string?>("--ca") { Description = "Where the client has the authority's file (default: where it is here)", HelpName = "FILE" };
        var output = new Option<string?>("--output") { Description = "Write to a file that only its owner may read", HelpName = "FILE" };
        var stdin = new Option<bool>("--password-stdin") { Description = "Take the password from standard input and write it into the configuration" };
        var ask = new Option<bool>("--ask-password") { Description = "Ask for the password and write it into the configuration" };
        var json = GlobalOptions.Json();
        var command = new Command("config", "Print a client's configuration for a user; --format list shows the clients")
        {
            name, format, host, inbound, ca, output, stdin, ask, json,
        };
        command.SetAction(parsed =>
        {
            var context = CommandContext.Prepare(parsed);
            using var stores = ControlStores.Open(context);
            var user = stores.Users.Find(parsed.GetRequiredValue(name))
                ?? throw CliException.Failed($"no user is called \"{parsed.GetRequiredValue(name)}\"; see: sockeye user list");
            var (profile, protocols) = new ClientProfileSource(context, environment).Find(
                user, parsed.GetValue(inbound), parsed.GetValue(host), parsed.GetValue(ca));
            var asked = parsed.GetRequiredValue(format);
            if (asked == "list")
            {
                List(environment, profile, protocols, parsed.GetValue(json));
                return ExitStatus.Done;
            }

            if (parsed.GetValue(json))
            {
                throw CliException.Usage("--json goes with --format list");
            }

            var chosen = ClientFormats.Find(asked) ?? throw CliException.Usage($"no format is called \"{asked}\"; sockeye user config {ShellText.Quote(user.Name)} --format list shows them");
            if (Unserved(chosen, profile, protocols) is { } why)
            {
                throw CliException.Failed(why);
            }

            var password = parsed.GetValue(stdin) ? PasswordInput.ReadLine(environment)
                : parsed.GetValue(ask) ? PasswordInput.Prompt(environment, $"Password of {user.Name}:")
                : null;
            Verify(password, user, stores);
            Write(environment, chosen.Write(profile with { Password = password }), chosen, parsed.GetValue(output));
            WarnIfOut(user, environment);
            return ExitStatus.Done;
        });
        return command;
    }

    private static void List(CliEnvironment environment, ClientProfile profile, InboundProtocols protocols, bool asJson)
    {
        IReadOnlyList<ClientFormatReport> formats =
            [.. ClientFormats.All.Where(f => Unserved(f, profile, protocols) is null).Select(f => ClientFormatReport.From(f, profile))];
        if (asJson)
        {
            environment.Out.WriteLine(JsonSerializer.Serialize(formats, CliJson.Default.IReadOnlyListClientFormatReport));
            return;
        }

        PlainTable.Print(
            environment.Out, ["FORMAT", "WAY", "WHAT", "TRAFFIC"], formats.Select(f => (string?[])[f.Format, f.Way, f.Description, f.Carries]));
    }

    /// <summary>Why the inbound is none for such a client; null where it is one.</summary>
    private static string? Unserved(IClientFormat format, ClientProfile profile, InboundProtocols protocols) => format.Way switch
    {
        ClientWay.Http when !protocols.HasFlag(InboundProtocols.Http) => $"{format.Name} needs an HTTP proxy, and the inbound does not speak http (inbounds[].protocols)",
        not ClientWay.Http when !protocols.HasFlag(InboundProtocols.Socks5) => $"{format.Name} needs SOCKS5, and the inbound does not speak socks5 (inbounds[].protocols)",
        ClientWay.Bridge when !profile.IsTls => $"{format.Name} would come by the bridge, which is for inbounds with TLS; this one has none",
        _ => null,
    };

    private static void Verify(string? password, UserRecord user, ControlStores stores)
    {
        if (password is not null
            && new PasswordHasher(stores.Users, NullLogger<PasswordHasher>.Instance).Verify(Encoding.UTF8.GetBytes(password), user.PasswordHash)
                == PasswordVerification.Failed)
        {
            throw CliException.Failed($"that is not the password of {Core.PeerText.Escape(user.Name, PasswordInput.MaximumBytes)}; nothing was written");
        }
    }

    private static void Write(CliEnvironment environment, ClientDocument document, IClientFormat format, string? file)
    {
        if (document.Fault is { } fault)
        {
            throw CliException.Failed(fault);
        }

        if (file is null && !document.IsText)
        {
            throw CliException.Usage($"{format.Name} is an image: name a file by --output FILE");
        }

        foreach (var note in document.Notes)
        {
            environment.Error.WriteLine($"note: {note}");
        }

        if (document.HasPassword)
        {
            environment.Error.WriteLine($"warning: {(file is null ? "what is printed" : file)} has the user's password in it, readable");
        }

        if (file is null)
        {
            environment.Out.Write(Encoding.UTF8.GetString(document.Content.Span));
        }
        else
        {
            AtomicFile.Write(file, document.Content.Span);
        }
    }

    private static void WarnIfOut(UserRecord user, CliEnvironment environment)
    {
        var state = UserReport.From(user).State(TimeProvider.System.GetUtcNow());
        if (state != "enabled")
        {
            environment.Error.WriteLine($"warning: the user is {state} and can't log in");
        }
    }
}
