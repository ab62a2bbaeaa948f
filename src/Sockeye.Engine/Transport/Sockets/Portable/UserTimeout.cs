using System.Net.Sockets;

namespace Sockeye.Engine.Transport.Sockets.Portable;

/// <summary>
/// For how long a socket's bytes may go unacknowledged, by the option that each system has for it: System.Net.Sockets knows
/// none of them by name.
/// </summary>
internal static class UserTimeout
{
    private const int Tcp = 6;

    // Linux tcp(7): TCP_USER_TIMEOUT, ms. Windows: TCP_MAXRTMS, ms. macOS: TCP_RXT_CONNDROPTIME, s.
    private static readonly int Option = OperatingSystem.IsLinux() ? 18 : OperatingSystem.IsWindows() ? 14 : OperatingSystem.IsMacOS() ? 0x80 : 0;

    /// <summary>Sets it; gives what stood there before, or null where this system has no such option.</summary>
    internal static int? Exchange(Socket socket, int milliseconds)
    {
        var before = new byte[sizeof(int)];
        if (Option == 0 || socket.GetRawSocketOption(Tcp, Option, before) != before.Length) return null;
        Set(socket, OperatingSystem.IsMacOS() ? (milliseconds + 999) / 1000 : milliseconds);
        return BitConverter.ToInt32(before);
    }

    /// <summary>Sets what <see cref="Exchange"/> gave.</summary>
    internal static void Set(Socket socket, int value) => socket.SetRawSocketOption(Tcp, Option, BitConverter.GetBytes(value));
}
