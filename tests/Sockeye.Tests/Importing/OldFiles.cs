using Sockeye.Control.Importing;
using Sockeye.Tests.Users;

namespace Sockeye.Tests.Importing;

/// <summary>Old files of one test, written anew before each load.</summary>
internal sealed class OldFiles(TempDirectory directory)
{
    public const string Hash = ControlHarness.Hash;

    /// <summary>As verified by nobody in these tests: another one for another password.</summary>
    public const string OtherHash = ControlHarness.OtherHash;

    private readonly ImportContext _context = new() { Environment = _ => null };

    /// <summary>What the database has already, for users to name.</summary>
    public IReadOnlyCollection<string> KnownUpstreams { get; init; } = [];

    /// <summary>The configuration file that <c>import</c> writes and reads again.</summary>
    public string Configuration => directory.File("sockeye.json");

    public string Users => directory.File("users.json");

    public string Xray => directory.File("xray_config.json");

    /// <summary>As <c>import</c> loads them; each user and proxy as an object of JSON.</summary>
    public ImportedConfiguration ForStorage(string[] users, string[]? proxies = null) => Load(users, proxies, isForStorage: true);

    /// <summary>As <c>serve</c> loads them.</summary>
    public ImportedConfiguration ForServing(string[] users, string[]? proxies = null) => Load(users, proxies, isForStorage: false);

    /// <summary>As <c>import --xray</c> loads an Xray file, beside the configuration file.</summary>
    public ImportedConfiguration Translate(string xray, string? haproxy = null, bool overwrites = false)
    {
        File.WriteAllText(Xray, xray);
        return ImportedConfiguration.Load(
            new ImportFiles(haproxy is null ? null : Write("haproxy.cfg", haproxy), Xray, null, null),
            _context with { ConfigurationFile = Configuration, IsForStorage = true, Overwrites = overwrites });
    }

    private ImportedConfiguration Load(string[] users, string[]? proxies, bool isForStorage)
    {
        var files = new ImportFiles(
            null,
            null,
            Write("users.json", $"[ {string.Join(", ", users)} ]"),
            proxies is null ? null : Write("external_proxy.json", $$"""{ "proxies": [ {{string.Join(", ", proxies)}} ] }"""));
        var imported = ImportedConfiguration.Load(files, _context with { IsForStorage = isForStorage, KnownUpstreams = KnownUpstreams });
        imported.Refusals.ShouldBeEmpty();
        return imported;
    }

    private string Write(string name, string content)
    {
        File.WriteAllText(directory.File(name), content);
        return directory.File(name);
    }
}
