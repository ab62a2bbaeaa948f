using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Testing.Programs;

/// <summary>HAProxy, which ends TLS and hands on plain bytes behind a PROXY header of version 2.</summary>
internal static class HAProxy
{
    public static async Task<RunningProgram> StartAsync(int connectPort)
    {
        // HAProxy reads the chain and the key from one file.
        var certificate = TestAuthority.Trusted.Issue(KeyKind.Ecdsa, "localhost");
        await File.AppendAllTextAsync(certificate.CertificateFile, await File.ReadAllTextAsync(certificate.KeyFile));
        return await RunningProgram.StartAsync(
            "haproxy",
            port => $"""
                defaults
                  mode tcp
                  timeout connect 5s
                  timeout client 60s
                  timeout server 60s
                frontend in
                  bind 127.0.0.1:{port} ssl crt {certificate.CertificateFile}
                  default_backend sockeye
                backend sockeye
                  server sockeye 127.0.0.1:{connectPort} send-proxy-v2

                """,
            (configuration, _) => ["-db", "-f", configuration]);
    }
}
