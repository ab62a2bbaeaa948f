namespace Sockeye.FunctionalTests.Testing.Programs;

/// <summary>Plain proxies that others wrote, to leave through.</summary>
internal static class PlainProxies
{
    /// <summary>microsocks: SOCKS5 with a password.</summary>
    public static Task<RunningProgram> MicrosocksAsync(string user, string password) => RunningProgram.StartAsync(
        "microsocks",
        _ => "",
        (_, port) => ["-i", "127.0.0.1", "-p", $"{port}", "-u", user, "-P", password]);

    /// <summary>Dante: SOCKS5 without a password (its passwords are those of system users).</summary>
    public static Task<RunningProgram> DanteAsync() => RunningProgram.StartAsync(
        "danted",
        port => $$"""
            logoutput: stderr
            internal: 127.0.0.1 port = {{port}}
            external: lo
            clientmethod: none
            socksmethod: none
            user.privileged: {{Environment.UserName}}
            user.unprivileged: {{(Environment.UserName == "root" ? "nobody" : Environment.UserName)}}
            client pass { from: 127.0.0.0/8 to: 0.0.0.0/0 }
            socks pass { from: 127.0.0.0/8 to: 0.0.0.0/0 protocol: tcp }

            """,
        (configuration, _) => ["-f", configuration]);

    /// <summary>tinyproxy: HTTP CONNECT with Basic credentials.</summary>
    public static Task<RunningProgram> TinyproxyAsync(string user, string password) => RunningProgram.StartAsync(
        "tinyproxy",
        port => $"""
            Port {port}
            Listen 127.0.0.1
            Timeout 60
            MaxClients 50
            Allow 127.0.0.1
            BasicAuth {user} {password}
            LogLevel Info

            """,
        (configuration, _) => ["-d", "-c", configuration]);
}
