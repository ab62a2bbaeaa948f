namespace Sockeye.Hosting;

/// <summary>TLS 1.3 where SslStream is the platform's own: a Sockeye server speaks nothing older.</summary>
internal static class PlatformTls
{
    /// <summary>Before the first handshake: macOS has TLS 1.3 for clients in its Network framework only, which must be asked for.</summary>
    public static void Prepare()
    {
        if (OperatingSystem.IsMacOS())
        {
            AppContext.SetSwitch("System.Net.Security.UseNetworkFramework", true);
        }
    }

    /// <summary>Why this system's TLS has no version 1.3, in one line; null where it has, as far as can be told.</summary>
    public static string? WhyNoTls13() =>
        OperatingSystem.IsWindows() && !OperatingSystem.IsWindowsVersionAtLeast(10, 0, 20348)
            ? "this Windows has no TLS 1.3 (Windows 11 and Windows Server 2022 have), and a Sockeye server speaks nothing older"
            : null;
}
