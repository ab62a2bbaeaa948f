using System.Net.Sockets;
using Sockeye.Native.Linux;

namespace Sockeye.Engine.Transport.Sockets.Polling;

/// <summary>The kernel's errors in the platform's words.</summary>
internal static class LinuxErrors
{
    internal static SocketError ToSocketError(LinuxError error) => error switch
    {
        LinuxError.None => SocketError.Success,
        LinuxError.WouldBlock => SocketError.WouldBlock,
        LinuxError.Interrupted => SocketError.Interrupted,
        LinuxError.BadDescriptor => SocketError.OperationAborted,
        LinuxError.NotPermitted or LinuxError.AccessDenied => SocketError.AccessDenied,
        LinuxError.NoMemory or LinuxError.NoBuffers => SocketError.NoBufferSpaceAvailable,
        LinuxError.InvalidArgument => SocketError.InvalidArgument,
        LinuxError.TooManyFiles or LinuxError.TooManyFilesInSystem => SocketError.TooManyOpenSockets,
        LinuxError.BrokenPipe => SocketError.Shutdown,
        LinuxError.Protocol or LinuxError.ConnectionAborted => SocketError.ConnectionAborted,
        LinuxError.AddressFamilyNotSupported => SocketError.AddressFamilyNotSupported,
        LinuxError.AddressInUse => SocketError.AddressAlreadyInUse,
        LinuxError.AddressNotAvailable => SocketError.AddressNotAvailable,
        LinuxError.NetworkDown => SocketError.NetworkDown,
        LinuxError.NetworkUnreachable => SocketError.NetworkUnreachable,
        LinuxError.ConnectionReset => SocketError.ConnectionReset,
        LinuxError.NotConnected => SocketError.NotConnected,
        LinuxError.TimedOut => SocketError.TimedOut,
        LinuxError.ConnectionRefused => SocketError.ConnectionRefused,
        LinuxError.HostDown => SocketError.HostDown,
        LinuxError.HostUnreachable => SocketError.HostUnreachable,
        LinuxError.InProgress => SocketError.InProgress,
        _ => SocketError.SocketError,
    };
}
