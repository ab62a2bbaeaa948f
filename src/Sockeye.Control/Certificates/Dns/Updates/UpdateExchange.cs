using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Sockeye.Control.Certificates.Dns.Updates;

/// <summary>One message to a server and one back, over TCP: a length of 16 bits in front of each (RFC 7766 section 8).</summary>
internal static class UpdateExchange
{
    /// <exception cref="IOException">The server can't be reached, or hangs up.</exception>
    public static async Task<byte[]> SendAsync(EndPoint server, byte[] message, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(server, cancellationToken);
            await using var stream = new NetworkStream(socket, ownsSocket: false);
            var framed = new byte[2 + message.Length];
            BinaryPrimitives.WriteUInt16BigEndian(framed, checked((ushort)message.Length));
            message.CopyTo(framed, 2);
            await stream.WriteAsync(framed, cancellationToken);

            var length = new byte[2];
            await stream.ReadExactlyAsync(length, cancellationToken);
            var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(answer, cancellationToken);
            return answer;
        }
        catch (SocketException error)
        {
            throw new IOException(error.Message, error);
        }
        catch (EndOfStreamException error)
        {
            throw new IOException("it closed the connection without an answer", error);
        }
    }
}
