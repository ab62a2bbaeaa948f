using Sockeye.Control.Certificates;
using Sockeye.Control.Clients;

namespace Sockeye.Cli;

/// <summary>How to trust the local authority on one system.</summary>
/// <param name="System">The system or program.</param>
/// <param name="Steps">Commands, or what to choose in its settings; one line each, a remark behind <c>#</c>.</param>
internal sealed record TrustWay(string System, IReadOnlyList<string> Steps);

/// <summary>The ways to trust the local authority, with the file's real path.</summary>
internal static class AuthorityTrust
{
    // Two authorities on one machine must not overwrite one another.
    private const int DistinguishingDigits = 8;

    public static IReadOnlyList<TrustWay> Ways(LocalAuthoritySummary authority)
    {
        var path = ShellText.Quote(authority.File);
        var windowsPath = $"\"{authority.File}\"";
        var name = ShellText.Quote(Name(authority.Certificate.Subject));
        var copy = $"sockeye-{authority.Certificate.Sha256[..DistinguishingDigits]}";
        return
        [
            new("curl", [$"curl --proxy-cacert {path} --proxy https://..."]),
            new("Debian, Ubuntu",
            [
                $"sudo install -m 644 {path} /usr/local/share/ca-certificates/{copy}.crt",
                "sudo update-ca-certificates",
            ]),
            new("Fedora, Arch",
            [
                $"sudo trust anchor {path}",
            ]),
            new("Windows (as administrator; for one user alone: certutil -user ...)",
            [
                $"certutil -addstore Root {windowsPath}",
                $"Import-Certificate -FilePath {windowsPath} -CertStoreLocation Cert:\\LocalMachine\\Root   # the same in PowerShell",
            ]),
            new("macOS",
            [
                $"sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain {path}",
            ]),
            new("Firefox (it has a store of its own)",
            [
                $"Settings, Privacy & Security, View Certificates, Authorities, Import: {authority.File}, \"Trust this CA to identify websites\"",
                "or, on Windows and macOS, about:config, security.enterprise_roots.enabled = true: what the system trusts",
                $"or in policies.json: {{ \"policies\": {{ \"Certificates\": {{ \"Install\": [{JsonString(authority.File)}] }} }} }}",
            ]),
            new("Chromium, Chrome on Linux (certutil of NSS: libnss3-tools, nss-tools or nss)",
            [
                "mkdir -p ~/.pki/nssdb && (certutil -d sql:\"$HOME/.pki/nssdb\" -L >/dev/null 2>&1 || certutil -d sql:\"$HOME/.pki/nssdb\" -N --empty-password)",
                $"certutil -d sql:\"$HOME/.pki/nssdb\" -A -t C,, -n {name} -i {path}",
            ]),
            new("Android",
            [
                "Settings, Security, Encryption & credentials, Install a certificate, CA certificate: the copied file",
                "# browsers trust it then; most other apps trust none that the user installs (since Android 7)",
            ]),
        ];
    }

    /// <summary>The common name, for stores that want one for people; it tells the machine.</summary>
    private static string Name(string subject) => subject.StartsWith("CN=", StringComparison.Ordinal) ? subject[3..].Trim('"') : subject;

    private static string JsonString(string text) => System.Text.Json.JsonSerializer.Serialize(text, CliJson.Default.String);
}
