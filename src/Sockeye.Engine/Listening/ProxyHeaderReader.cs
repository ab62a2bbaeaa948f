using System.Net;
using System.Net.Sockets;
using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Core.ProxyProtocol;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Listening;

/// <summary>Reads the PROXY header in front of everything else; what comes behind it is given on.</summary>
internal static class ProxyHeaderReader
{
    /// <summary>Whether a header comes from this address.</summary>
    public static bool IsDueFrom(IPAddress address, IReadOnlyList<CidrRange> ranges)
    {
        foreach (var range in ranges)
        {
            if (range.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The header and the bytes behind it, or null where there is no proper header.</summary>
    public static async ValueTask<(ProxyHeader Header, ReadOnlyMemory<byte> ReadAhead)?> ReadAsync(SocketPort socket, CancellationToken cancellationToken)
    {
        await using var abort = cancellationToken.UnsafeRegister(static socket => ((SocketPort)socket!).Abort(), socket);
        var buffer = new byte[ProxyHeader.MaximumLengthBytes];
        var length = 0;
        while (length < buffer.Length)
        {
            await socket.WaitToReceiveAsync();
            var error = socket.Receive(buffer.AsSpan(length), out var read);
            if (error == SocketError.WouldBlock)
            {
                continue;
            }

            if (error != SocketError.Success)
            {
                return null;
            }

            length += read;
            var status = ProxyHeader.Parse(buffer.AsSpan(0, length), out var header, out var consumed);
            if (status == ParseStatus.Done)
            {
                return (header!, buffer.AsMemory(consumed, length - consumed));
            }

            if (status == ParseStatus.Invalid || read == 0)
            {
                return null;
            }
        }

        return null;
    }
}
