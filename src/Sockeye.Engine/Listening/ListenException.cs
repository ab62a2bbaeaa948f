using System.Net;
using System.Net.Sockets;

namespace Sockeye.Engine.Listening;

/// <summary>An inbound cannot listen: the message says where and why, in one line.</summary>
public sealed class ListenException(string message, Exception? inner = null) : Exception(message, inner)
{
    internal static ListenException From(IPEndPoint listen, SocketException exception) => new(
        exception.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => $"{listen} is in use by another program; stop it, or choose another port (--listen HOST:PORT, or inbounds[].listen)",
            SocketError.AccessDenied => $"not allowed to listen on {listen}; ports below 1024 need the capability CAP_NET_BIND_SERVICE, or choose a higher one",
            SocketError.AddressNotAvailable => $"{listen.Address} is not an address of this machine; listen on one that it has, or on 0.0.0.0 or [::] for all",
            SocketError.AddressFamilyNotSupported => $"this machine has no {(listen.AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4")}, which {listen} needs; listen on an address of another family",
            _ => $"cannot listen on {listen}: {exception.Message}",
        },
        exception);
}
