using Microsoft.Extensions.Time.Testing;
using Sockeye.Control.Importing;
using Sockeye.Tests.Certificates;
using Sockeye.Tests.Configuration;

namespace Sockeye.Tests.Importing.Translation;

/// <summary>
/// One folder of old files, loaded from a copy. Its <c>case.txt</c> says what stands beside them: variables as NAME=VALUE
/// (with {dir} for the copy), <c>combined FILE</c>, <c>pair FILE KEY</c> and <c>authority FILE</c> for certificates to
/// make, <c>storage</c>, <c>overwrites</c>, <c>upstream ID</c> and <c>user NAME</c> for what the database has.
/// </summary>
internal sealed class GoldenCase : IDisposable
{
    private static readonly string[] OldFiles = ["haproxy.cfg", "xray_config.json", "users.json", "external_proxy.json"];

    private readonly TemporaryDirectory _copy = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly List<string> _upstreams = [];
    private readonly List<string> _users = [];
    private bool _isForStorage;
    private bool _overwrites;

    public GoldenCase(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            var copy = _copy[Path.GetRelativePath(folder, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        foreach (var line in File.Exists(_copy["case.txt"]) ? File.ReadAllLines(_copy["case.txt"]) : [])
        {
            Prepare(line.Split('#')[0].Trim());
        }
    }

    /// <summary>The time that certificates are held against.</summary>
    public TimeProvider Time { get; } = new FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>A file of the copy.</summary>
    public string this[string file] => _copy[file];

    public ImportedConfiguration Load() => ImportedConfiguration.Load(Files(), Context());

    /// <summary>Without the copy's path, which is another one each time.</summary>
    public string Normalize(string text) => text.Replace(_copy.Path + "/", "", StringComparison.Ordinal);

    public void Dispose() => _copy.Dispose();

    private ImportFiles Files()
    {
        var named = OldFiles.Select(file => File.Exists(_copy[file]) ? _copy[file] : null).ToList();
        return new ImportFiles(named[0], named[1], named[2], named[3]);
    }

    private ImportContext Context() => new()
    {
        ConfigurationFile = File.Exists(_copy["sockeye.json"]) ? _copy["sockeye.json"] : null,
        KnownUpstreams = _upstreams,
        IsForStorage = _isForStorage,
        Overwrites = _overwrites,
        IsStoredUser = name => !_isForStorage && _users.Contains(name),
        Environment = name => _variables.GetValueOrDefault(name),
        Time = Time,
    };

    private void Prepare(string line)
    {
        switch (line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            case []:
                break;
            case ["storage"]:
                _isForStorage = true;
                break;
            case ["overwrites"]:
                _overwrites = true;
                break;
            case ["upstream", var id]:
                _upstreams.Add(id);
                break;
            case ["user", var name]:
                _users.Add(name);
                break;
            case ["combined", var file]:
                using (var certificate = TestCertificates.Leaf("vless.example.com"))
                {
                    Write(file, TestCertificates.Pem(certificate) + TestCertificates.KeyPem(certificate));
                }

                break;
            case ["pair", var file, var key]:
                using (var certificate = TestCertificates.Leaf("vless.example.com"))
                {
                    Write(file, TestCertificates.Pem(certificate));
                    Write(key, TestCertificates.KeyPem(certificate));
                }

                break;
            case ["authority", var file]:
                using (var root = TestCertificates.Root())
                {
                    Write(file, TestCertificates.Pem(root));
                }

                break;
            case [var variable] when variable.Contains('=', StringComparison.Ordinal):
                var parts = variable.Split('=', 2);
                _variables[parts[0]] = parts[1].Replace("{dir}", _copy.Path, StringComparison.Ordinal);
                break;
            default:
                throw new InvalidOperationException($"case.txt: {line}");
        }
    }

    private void Write(string file, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_copy[file])!);
        File.WriteAllText(_copy[file], content);
    }
}
