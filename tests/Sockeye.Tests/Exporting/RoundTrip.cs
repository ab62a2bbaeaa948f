using Sockeye.Control.Configuration;
using Sockeye.Control.Exporting;
using Sockeye.Control.Importing;
using Sockeye.Control.Importing.Storing;
using Sockeye.Control.Upstreams;
using Sockeye.Control.Users;
using Sockeye.Tests.Users;

namespace Sockeye.Tests.Exporting;

/// <summary>A configuration with users and upstreams, as it is before an export and behind the import of it.</summary>
internal sealed record RoundTripState(SockeyeOptions Options, IReadOnlyList<UserRecord> Users, IReadOnlyList<UpstreamRecord> Upstreams);

/// <summary>All four files are exported, imported beside an empty database, and exported from there again.</summary>
internal sealed class RoundTrip : IDisposable
{
    private readonly ExportHarness _export = new();
    private readonly TempDirectory _fresh = new();
    private readonly ExportTargets _targets;

    public RoundTrip() => _targets = new(_export.File("haproxy.cfg"), _export.File("xray_config.json"), _export.File("users.json"), _export.File("external_proxy.json"));

    /// <summary>Takes users, upstreams and the files of certificates.</summary>
    public ExportHarness Harness => _export;

    public RoundTripState Before { get; private set; } = null!;

    public RoundTripState After { get; private set; } = null!;

    public ExportResult First { get; private set; } = null!;

    public ExportResult Second { get; private set; } = null!;

    /// <summary>What the import refused; then there is no state behind it.</summary>
    public IReadOnlyList<ImportNote> Refusals { get; private set; } = [];

    /// <summary>There and back; the users get hashes that an import takes for such.</summary>
    public RoundTrip Run(string configuration)
    {
        for (var i = 0; i < _export.Users.Count; i++)
        {
            _export.Users[i] = _export.Users[i] with { PasswordHash = ControlHarness.Hash.Replace("$AAAA", $"$AA{(char)('A' + (i % 26))}{(char)('A' + (i / 26))}", StringComparison.Ordinal) };
        }

        _export.Users.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name)); // as the store lists them
        var loaded = ConfigurationLoader.Parse(configuration, _export.File("sockeye.json"), [.. _export.Upstreams.Select(u => u.Id)]);
        loaded.Faults.ShouldBeEmpty(configuration);
        Before = new RoundTripState(loaded.Options!, _export.Users, _export.Upstreams);
        First = Export(Before);
        foreach (var file in First.Files)
        {
            File.WriteAllText(file.Path, file.Text);
        }

        if (Import() is { } after)
        {
            After = after;
            Second = Export(After);
        }

        return this;
    }

    public void Dispose()
    {
        _export.Dispose();
        _fresh.Dispose();
    }

    private ExportResult Export(RoundTripState state) =>
        Control.Exporting.Export.Make(new ExportSource(state.Options, state.Users, state.Upstreams, ExportHarness.Now), _targets, _export.Data);

    private RoundTripState? Import()
    {
        var imported = ImportedConfiguration.Load(
            new ImportFiles(_targets.Haproxy, _targets.Xray, _targets.Users, _targets.ExternalProxies),
            new ImportContext { ConfigurationFile = _fresh.File("sockeye.json"), IsForStorage = true, Environment = _ => null });
        Refusals = imported.Refusals;
        if (imported.Options is null)
        {
            return null;
        }

        using var fresh = new ControlHarness(_fresh);
        new ImportStore(fresh.Database, fresh.Secrets, fresh.Time).Apply(imported, replaces: false, isRehearsal: false, () => { });
        var upstreams = fresh.Upstreams.List();

        // As the next start reads it, not as the import had it in memory.
        var written = ConfigurationLoader.Parse(imported.Text!, _fresh.File("sockeye.json"), [.. upstreams.Select(u => u.Id)]);
        written.Faults.ShouldBeEmpty(imported.Text);
        return new RoundTripState(written.Options!, fresh.Users.List(), upstreams);
    }
}
