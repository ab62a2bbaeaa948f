using System.Net.Sockets;
using Sockeye.Core;
using Sockeye.Core.ProxyProtocol;

namespace Sockeye.Engine.Listening;

/// <summary>Reads the PROXY header in front of everything else; what comes behind it is given on.</summary>
internal static class ProxyHeaderReader
{
    /// <summary>The header and the bytes behind it, or null where there is no proper header.</summary>
    public static async ValueTask<(ProxyHeader Header, ReadOnlyMemory<byte> ReadAhead)?> ReadAsync(Socket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[ProxyHeader.MaximumLengthBytes];
        var length = 0;
        while (length < buffer.Length)
        {
            int read;
            try
            {
                read = await socket.ReceiveAsync(buffer.AsMemory(length), SocketFlags.None, cancellationToken);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
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
