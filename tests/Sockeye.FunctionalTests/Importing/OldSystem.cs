using System.Text.Json;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Importing;

/// <summary>
/// The seed's files in a folder of the test, with what has to be put in before they run: the passwords, a free port, the
/// folder of the certificate. Beside them a configuration for what they have no word for, and a data directory.
/// </summary>
internal sealed class OldSystem : IAsyncDisposable
{
    private const string ExternalProxiesName = "external_proxy.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly TempDirectory _folder = new();

    /// <summary>As printed but for the port and the folder of certificates.</summary>
    public OldSystem()
    {
        foreach (var (name, text) in Printed)
        {
            Write(name, text.Replace("*:1080", $"127.0.0.1:{Port}", StringComparison.Ordinal).Replace("/etc/letsencrypt", _folder.Path, StringComparison.Ordinal));
        }

        Directory.CreateDirectory(File("live/localhost"));
        WriteCertificate(TestAuthority.Localhost);
        var beside = ServerConfiguration.Standard();
        beside.Remove("inbounds");
        Command = new SockeyeCommand(beside) { Environment = { ["DOMAIN"] = "localhost" } };
    }

    /// <summary>The program, with the configuration beside the files.</summary>
    public SockeyeCommand Command { get; }

    /// <summary>The frontend's.</summary>
    public int Port { get; } = FreePort.Take();

    public string Haproxy => File("haproxy.cfg");

    public string Xray => File("xray_config.json");

    public string Users => File("users.json");

    public string ExternalProxies => File(ExternalProxiesName);

    /// <summary>The options that name those of the four files that are there.</summary>
    public IReadOnlyList<string> Options =>
        [.. new[] { ("--haproxy", Haproxy), ("--xray", Xray), ("--users", Users), ("--external-proxies", ExternalProxies) }
            .Where(file => System.IO.File.Exists(file.Item2)).SelectMany(file => new[] { file.Item1, file.Item2 })];

    /// <summary>The seed's three, as they are printed.</summary>
    public static IEnumerable<(string Name, string Text)> Printed =>
        Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Sockeye.FunctionalTests", "Importing", "Seed"))
            .Select(file => (Path.GetFileName(file), System.IO.File.ReadAllText(file)));

    /// <summary>The path of a file in the folder.</summary>
    public string File(string name) => _folder.File(name);

    /// <summary>Puts a password, or its hash, in the place of both placeholders.</summary>
    public void Fill(string password)
    {
        Change(Xray, text => text.Replace("hashed_password_here", password, StringComparison.Ordinal));
        Change(Users, text => text.Replace("hashed_password", password, StringComparison.Ordinal));
    }

    /// <summary>Gives another user an account in Xray's file.</summary>
    public void AddAccount(string name, string password) =>
        ChangeXray(xray => Accounts(xray).Add(new JsonObject { ["user"] = name, ["pass"] = Command.Secret(password) }));

    /// <summary>The accounts of the first inbound.</summary>
    public static JsonArray Accounts(JsonObject xray) => xray["inbounds"]![0]!["settings"]!["accounts"]!.AsArray();

    /// <summary>Changes Xray's file.</summary>
    public void ChangeXray(Action<JsonObject> change) => ChangeJson(Xray, change);

    /// <summary>Changes the list of users.</summary>
    public void ChangeUsers(Action<JsonObject> change) => ChangeJson(Users, change);

    /// <summary>Changes the text of a file.</summary>
    public void Change(string file, Func<string, string> change) => Write(file, change(System.IO.File.ReadAllText(file)));

    /// <summary>Lists one external proxy.</summary>
    public void WriteExternalProxy(JsonObject proxy) =>
        Write(ExternalProxiesName, new JsonObject { ["enabled"] = true, ["proxies"] = new JsonArray(proxy) }.ToJsonString(Indented));

    /// <summary>Writes the certificate and its key as HAProxy has them: one file.</summary>
    public void WriteCertificate(IssuedCertificate certificate) =>
        Write("live/localhost/combined.pem", System.IO.File.ReadAllText(certificate.CertificateFile) + System.IO.File.ReadAllText(certificate.KeyFile));

    /// <summary>Puts a file in the place of the old one with one rename.</summary>
    public void Write(string name, string text)
    {
        var temporary = File($".{Guid.NewGuid():N}");
        System.IO.File.WriteAllText(temporary, text);
        System.IO.File.Move(temporary, File(name), overwrite: true);
    }

    public ValueTask DisposeAsync()
    {
        Command.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private void ChangeJson(string file, Action<JsonObject> change) => Change(file, text =>
    {
        var root = JsonNode.Parse(text)!.AsObject();
        change(root);
        return root.ToJsonString(Indented);
    });
}
