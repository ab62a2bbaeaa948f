using Sockeye.Control.Configuration;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.ExternalProxies;
using Sockeye.Control.Importing.Storing;
using Sockeye.Control.Importing.Translation;
using Sockeye.Core.Net;

namespace Sockeye.Control.Importing;

/// <summary>What the files of the HAProxy and Xray system come to: a configuration, users and upstreams, or what stands in their way.</summary>
public sealed class ImportedConfiguration
{
    private ImportedConfiguration(IReadOnlyList<ImportNote> notes) => Notes = notes;

    /// <summary>The report: field by field, in the order in which the files were read.</summary>
    public IReadOnlyList<ImportNote> Notes { get; }

    /// <summary>What stands in the way: the refusals of the report, and what the result as a whole is faulted for.</summary>
    public IReadOnlyList<ImportNote> Refusals { get; private init; } = [];

    /// <summary>What of the report works but otherwise than before, or deserves a look.</summary>
    public IEnumerable<ImportNote> Warnings => Notes.Where(note => note.Outcome == ImportOutcome.Warning);

    /// <summary>The validated options, those of the configuration beside the files included; null where anything is refused.</summary>
    public SockeyeOptions? Options { get; private init; }

    /// <summary>The configuration as JSON, to be written as <c>sockeye.json</c>, with the passwords of external proxies in it; null where anything is refused.</summary>
    public string? Text { get; private init; }

    /// <summary>Those keys of the configuration's root that the files gave: none where users or external proxies alone were named.</summary>
    public IReadOnlyList<string> TranslatedKeys { get; private init; } = [];

    /// <summary>How many users the files give.</summary>
    public int UserCount => Users.Count;

    /// <summary>How many external proxies the files give.</summary>
    public int UpstreamCount => Upstreams.Count;

    /// <summary>Finds a user of the files.</summary>
    /// <param name="name">His name, compared byte for byte.</param>
    /// <param name="email">His e-mail address, or null.</param>
    public bool TryFindUser(string name, out string? email)
    {
        var user = Users.FirstOrDefault(user => user.Name == name);
        email = user?.Email;
        return user is not null;
    }

    /// <summary>An external proxy of the files in words, without its password; null where none has that id, or a configured outbound hides it.</summary>
    public string? DescribeUpstream(string id) =>
        Options?.Outbounds.Any(outbound => outbound.Tag == id) != true && Upstreams.FirstOrDefault(proxy => proxy.Id == id) is { } found
            ? $"{ProxyUrl.NameOf(found.Scheme)}://{found.Host}:{found.Port}, an external proxy of the files{(found.IsEnabled ? "" : "; switched off, so it is refused")}"
            : null;

    /// <summary>The users.</summary>
    internal IReadOnlyList<ImportedUser> Users { get; private init; } = [];

    /// <summary>The external proxies, which become upstreams.</summary>
    internal IReadOnlyList<ExternalProxy> Upstreams { get; private init; } = [];

    /// <summary>Reads the files and puts them together.</summary>
    /// <param name="files">The files; at least one.</param>
    /// <param name="context">What stands beside them.</param>
    public static ImportedConfiguration Load(ImportFiles files, ImportContext context)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(context);
        var notes = new ImportNotes();
        var beside = ConfigurationBeside.Read(files, context, notes);
        var system = ImportedSystem.Read(files, context.Environment, notes);
        var inbounds = new InboundTranslation(system, notes);
        inbounds.Run();
        var outbounds = new OutboundTranslation(system, beside.OutboundTags, notes) { SetsDefaultOfProxies = !context.IsForStorage || files.Haproxy is not null };
        outbounds.Run();
        var users = new UserMerge(system, notes);
        users.Run();
        var references = new OutboundReferences(outbounds, beside, context, notes);
        var rules = new RuleTranslation(system, inbounds, outbounds, references, users.Users, notes);
        rules.Run();
        var limits = new LimitTranslation(system, inbounds, notes);
        limits.Run();
        Check(users.Users, outbounds, context, notes);

        var whole = new SourcePlace(files.All.First(), 0, 0, "");
        var translated = ConfigurationTranslation.Write(inbounds, outbounds, rules, limits, whole);
        if ((files.Haproxy ?? files.Xray) is { } portless && inbounds.Inbounds.Count == 0 && !beside.HasInbounds && !notes.HasRefusals)
        {
            notes.Refuse(new SourcePlace(portless, 0, 0, ""), "no port for proxy clients stands in these files: an inbound of protocol socks or http in Xray's, or a frontend of HAProxy's that leads to one");
        }

        var root = beside.With(translated, notes);
        var binding = new BindingContext(
            context.ConfigurationFile ?? files.All.First(),
            Path.GetDirectoryName(Path.GetFullPath(context.ConfigurationFile ?? files.All.First())) ?? "/",
            [.. context.KnownUpstreams, .. outbounds.Upstreams.Select(upstream => upstream.Id)],
            context.Time) { AllowsUndefinedOutbounds = true };
        var bound = ConfigurationLoader.Bind(root, binding);
        foreach (var fault in bound.Faults)
        {
            notes.Refuse(PlaceOf(fault), fault.Message);
        }

        foreach (var warning in bound.Warnings)
        {
            notes.Warn(PlaceOf(warning), warning.Message);
        }

        return new ImportedConfiguration(notes.Report())
        {
            Refusals = [.. notes.All.Where(note => note.Outcome == ImportOutcome.Refused).Distinct()],
            Options = notes.HasRefusals ? null : bound.Options! with { File = context.ConfigurationFile is { } file ? Path.GetFullPath(file) : null },
            Text = notes.HasRefusals ? null : ImportMark.For(files, translated).Write() + ConfigurationText.Write(root),
            TranslatedKeys = [.. translated.Select(member => member.Name)],
            Users = [.. users.Users.Select(rules.WithUpstream)],
            Upstreams = outbounds.Upstreams,
        };
    }

    private static SourcePlace PlaceOf(ConfigurationFault fault) => new(fault.File, fault.Line, fault.Column, fault.Path);

    /// <summary>What users and upstreams must not share with what is there already.</summary>
    private static void Check(IReadOnlyList<ImportedUser> users, OutboundTranslation outbounds, ImportContext context, ImportNotes notes)
    {
        foreach (var user in users)
        {
            if (context.IsStoredUser(user.Name))
            {
                notes.Refuse(user.Place, $"a user of the database is called {ConfigurationPath.Quote(user.Name)} too: remove one of the two (sockeye user remove {ConfigurationPath.Quote(user.Name)}), since nobody could say whose password counts");
            }
        }

        foreach (var proxy in outbounds.Upstreams.Where(proxy => !context.IsForStorage && context.KnownUpstreams.Contains(proxy.Id)))
        {
            notes.Refuse(proxy.Place, $"an upstream of the database is called {ConfigurationPath.Quote(proxy.Id)} too: remove one of the two (sockeye upstream remove {ConfigurationPath.Quote(proxy.Id)})");
        }
    }
}
