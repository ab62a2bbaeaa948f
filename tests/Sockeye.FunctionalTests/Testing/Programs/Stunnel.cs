using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Testing.Programs;

/// <summary>stunnel on either side of TLS.</summary>
internal static class Stunnel
{
    /// <summary>Plain in, TLS out: in front of a client that cannot speak TLS to a proxy.</summary>
    public static Task<RunningProgram> StartClientAsync(int connectPort) => StartAsync(
        $"""
        client = yes
        connect = 127.0.0.1:{connectPort}
        CAfile = {TestAuthority.Trusted.File}
        verifyChain = yes
        checkHost = localhost
        sni = localhost
        sslVersionMin = TLSv1.3
        """);

    /// <summary>TLS in, plain out: in front of a server that cannot.</summary>
    public static Task<RunningProgram> StartServerAsync(int connectPort, IssuedCertificate? certificate = null) => StartAsync(
        $"""
        connect = 127.0.0.1:{connectPort}
        cert = {(certificate ?? TestAuthority.Localhost).CertificateFile}
        key = {(certificate ?? TestAuthority.Localhost).KeyFile}
        """);

    private static Task<RunningProgram> StartAsync(string service) => RunningProgram.StartAsync(
        "stunnel",
        port => $"""
            foreground = yes
            pid =
            debug = notice
            syslog = no
            [service]
            accept = 127.0.0.1:{port}
            {service}

            """,
        (configuration, _) => [configuration]);
}
