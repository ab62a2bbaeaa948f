using System.Text;
using Sockeye.Core.Net;
using Sockeye.Core.Socks5;

namespace Sockeye.Tests.Sessions;

/// <summary>What a client sends.</summary>
internal static class Socks5Bytes
{
    /// <summary>The reply to a CONNECT that succeeded, with <see cref="ScriptedOutbound.Bound"/>.</summary>
    public const string Success = "05 00 00 01 CB 00 71 09 10 E1";

    public static byte[] Greeting => [5, 1, 2];

    public static byte[] Login(string user, string password)
    {
        var message = new byte[Socks5Login.MaximumLengthBytes];
        return message[..Socks5Login.Write(message, user, Encoding.UTF8.GetBytes(password))];
    }

    public static byte[] Connect(string host, ushort port) => Request(Socks5Command.Connect, host, port);

    public static byte[] Request(Socks5Command command, string host, ushort port)
    {
        Destination.TryFromHost(host, port, out var destination).ShouldBeTrue();
        var message = new byte[Socks5Request.MaximumLengthBytes];
        return message[..Socks5Request.Write(message, command, destination)];
    }
}
