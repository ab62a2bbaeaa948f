using Sockeye.Core;

namespace Sockeye.Client;

/// <summary>
/// Reads one message and not a byte behind it, so that whatever the target sent along stays in the stream. It reads byte by
/// byte: an <see cref="System.Net.Security.SslStream"/> has the whole record at hand, and the messages are short.
/// </summary>
internal readonly struct MessageReader(Stream stream)
{
    internal delegate ParseStatus Parser<T>(ReadOnlySpan<byte> input, out T value);

    /// <exception cref="SockeyeProxyException">The stream ended within the message, or it is no such message.</exception>
    public async ValueTask<T> ReadAsync<T>(Parser<T> parser, int maximumBytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[maximumBytes];
        for (var length = 0; length < maximumBytes;)
        {
            if (await stream.ReadAsync(buffer.AsMemory(length, 1), cancellationToken).ConfigureAwait(false) == 0)
            {
                throw new SockeyeProxyException(SockeyeProxyError.Protocol, "the proxy closed the connection before its answer");
            }

            length++;
            var status = parser(buffer.AsSpan(0, length), out var value);
            if (status == ParseStatus.Done)
            {
                return value;
            }

            if (status == ParseStatus.Invalid)
            {
                break;
            }
        }

        throw new SockeyeProxyException(SockeyeProxyError.Protocol, "the proxy's answer is not SOCKS5");
    }
}
