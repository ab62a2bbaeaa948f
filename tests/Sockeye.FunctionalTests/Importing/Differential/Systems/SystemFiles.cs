using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Importing.Differential.Systems;

/// <summary>The files of the HAProxy and Xray system, written once for each that runs on them: the same but for the ports.</summary>
internal sealed class SystemFiles : IDisposable
{
    /// <summary>What stands for <c>${DOMAIN}</c>, and the name of the certificate that is shown where no name fits.</summary>
    public const string Domain = "localhost";

    /// <summary>The name of the second certificate.</summary>
    public const string OtherDomain = "other.example";

    private readonly TempDirectory _folder = new();

    /// <param name="upstreams">Where the external proxies listen.</param>
    /// <param name="idle">HAProxy's <c>timeout client</c> and <c>timeout server</c>.</param>
    public SystemFiles(UpstreamPorts upstreams, string idle)
    {
        WriteCertificate(Domain);
        WriteCertificate(OtherDomain);
        Haproxy = _folder.Write("haproxy.cfg", HaproxyTemplate.Fill(_folder.Path, Ports, idle));
        Xray = _folder.Write("xray_config.json", XrayTemplate.Fill(Ports, upstreams));
        Users = _folder.Write("users.json", UsersTemplate.Fill());
        foreach (var file in new[] { Haproxy, Xray, Users })
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public SystemPorts Ports { get; } = new();

    public string Haproxy { get; }

    public string Xray { get; }

    public string Users { get; }

    /// <summary>What <c>haproxy.cfg</c> takes from the environment.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string> { ["DOMAIN"] = Domain };

    public void Dispose() => _folder.Dispose();

    /// <summary>Chain and key in one file, as HAProxy reads them.</summary>
    private void WriteCertificate(string name)
    {
        var issued = TestAuthority.Trusted.Issue(KeyKind.Ecdsa, name);
        Directory.CreateDirectory(_folder.File(name));
        var file = _folder.Write(Path.Combine(name, "combined.pem"), File.ReadAllText(issued.CertificateFile) + File.ReadAllText(issued.KeyFile));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}

/// <summary>Where the external proxies of the files listen.</summary>
internal sealed record UpstreamPorts(int Up, int Down);
