using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Sockeye.FunctionalTests.Testing.Clients;

/// <summary>What a client says, byte by byte as RFC 1928 and RFC 1929 draw it; written apart from the server's own code.</summary>
internal static class Socks5Messages
{
    public const byte Connect = 1;
    public const byte Bind = 2;
    public const byte UdpAssociate = 3;
    public const byte UdpTunnel = 0xF3;

    /// <summary>VER NMETHODS METHODS.</summary>
    public static byte[] Greeting(params byte[] methods) => [5, (byte)methods.Length, .. methods];

    /// <summary>VER ULEN UNAME PLEN PASSWD.</summary>
    public static byte[] Login(string user, string password)
    {
        var name = Encoding.UTF8.GetBytes(user);
        var secret = Encoding.UTF8.GetBytes(password);
        return [1, (byte)name.Length, .. name, (byte)secret.Length, .. secret];
    }

    /// <summary>VER CMD RSV ATYP DST.ADDR DST.PORT; the address type from the host's form.</summary>
    public static byte[] Request(string host, int port, byte command = Connect) =>
        IPAddress.TryParse(host, out var address) ? Request(address, port, command) : RequestByName(host, port, command);

    /// <summary>With the host as a name (ATYP 3) whatever it looks like.</summary>
    public static byte[] RequestByName(string host, int port, byte command = Connect)
    {
        var name = Encoding.ASCII.GetBytes(host);
        return [5, command, 0, 3, (byte)name.Length, .. name, .. Port(port)];
    }

    private static byte[] Request(IPAddress address, int port, byte command)
    {
        var bytes = address.GetAddressBytes();
        return [5, command, 0, bytes.Length == 4 ? (byte)1 : (byte)4, .. bytes, .. Port(port)];
    }

    private static byte[] Port(int port)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)port);
        return bytes;
    }
}
