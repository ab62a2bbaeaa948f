using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Sockeye.FunctionalTests.Testing.DelayLines;

/// <summary>A TUN device: what the kernel routes to it is read here as IP packets, and what is written here arrives at the kernel.</summary>
internal sealed class TunDevice : IDisposable
{
    /// <summary>The device's name in its namespace.</summary>
    public const string Name = "line";

    private const string Path = "/dev/net/tun";
    private const short Tun = 0x0001; // IFF_TUN: IP packets, no Ethernet
    private const short NoPacketInformation = 0x1000; // IFF_NO_PI: no header of the device's own

    private readonly SafeFileHandle _file;

    private TunDevice(SafeFileHandle file) => _file = file;

    /// <summary>For polling.</summary>
    public int Descriptor => (int)_file.DangerousGetHandle();

    /// <summary>Makes a device in the calling thread's namespace; it is gone when this is disposed.</summary>
    /// <exception cref="NotSupportedException">This machine allows none, with the reason.</exception>
    public static TunDevice Open()
    {
        var file = LinuxCalls.Open(Path, LinuxCalls.OpenReadWrite | LinuxCalls.OpenNonBlocking | LinuxCalls.OpenCloseOnExec);
        if (file.IsInvalid)
        {
            throw new NotSupportedException($"no TUN device can be made here ({Path}: {LinuxCalls.LastError})");
        }

        if (Request(file) != 0)
        {
            var fault = LinuxCalls.LastError;
            file.Dispose();
            throw new NotSupportedException($"no TUN device can be made here (TUNSETIFF: {fault}): it takes root or CAP_NET_ADMIN");
        }

        return new TunDevice(file);
    }

    /// <summary>The next packet's length in bytes; 0 where none waits.</summary>
    public int Read(Span<byte> packet) => (int)Math.Max(0, LinuxCalls.Read(_file, packet, (nuint)packet.Length));

    /// <summary>Hands a packet to the kernel; false where it takes none.</summary>
    public bool Write(ReadOnlySpan<byte> packet) => LinuxCalls.Write(_file, packet, (nuint)packet.Length) == packet.Length;

    public void Dispose() => _file.Dispose();

    private static unsafe int Request(SafeFileHandle file)
    {
        var request = new LinuxCalls.InterfaceRequest { Flags = Tun | NoPacketInformation };
        Encoding.ASCII.GetBytes(Name, new Span<byte>(request.Name, 16));
        return LinuxCalls.Ioctl(file, LinuxCalls.SetInterface, ref request);
    }
}
