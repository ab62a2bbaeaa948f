using Sockeye.Control.Importing.Haproxy.Binds;

namespace Sockeye.Control.Importing.Haproxy.Global;

/// <summary>What <c>global</c> said above a line that reads it.</summary>
internal sealed class GlobalSettings(string file)
{
    /// <summary>The directory of the configuration file.</summary>
    public string Directory { get; } = Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/";

    /// <summary><c>maxconn</c>, or null.</summary>
    public HaproxyValue<int>? MaximumConnections { get; set; }

    /// <summary><c>crt-base</c> as a full path, or null.</summary>
    public string? CertificateBase { get; set; }

    /// <summary>Where relative files start, from <c>default-path</c>; null where that is HAProxy's own working directory.</summary>
    public string? RelativeBase { get; set; }

    /// <summary>Whether a key is looked for in FILE.key; <c>ssl-load-extra-files</c> can turn it off.</summary>
    public bool LoadsKeys { get; set; } = true;

    /// <summary>Whether a bundle FILE.rsa, FILE.ecdsa, FILE.dsa is looked for.</summary>
    public bool LoadsBundles { get; set; } = true;

    /// <summary><c>ssl-load-extra-del-ext</c>: FILE.crt has its key in FILE.key.</summary>
    public bool ReplacesExtension { get; set; }

    /// <summary>Of every bind, from <c>ssl-default-bind-options</c>.</summary>
    public TlsVersionRange TlsVersions { get; set; } = new();

    /// <summary>Whether <c>ssl-default-bind-ciphersuites</c> has one of ours; true where it says nothing.</summary>
    public bool HasOurCiphersuites { get; set; } = true;
}
