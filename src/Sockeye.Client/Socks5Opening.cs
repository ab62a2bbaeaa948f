using System.Text;
using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Core.Socks5;

namespace Sockeye.Client;

/// <summary>
/// SOCKS5 CONNECT on an open stream (RFC 1928, 1929): greeting, login and request in one write, so that all of it costs one
/// round trip; then three answers.
/// </summary>
internal static class Socks5Opening
{
    /// <summary>Opens the target. When it returns, the stream's next byte is the target's first.</summary>
    /// <exception cref="SockeyeProxyException">The proxy refused, closed, or answered what is not SOCKS5.</exception>
    public static async ValueTask OpenAsync(Stream stream, string? userName, string? password, Destination target, CancellationToken cancellationToken)
    {
        var message = new byte[3 + Socks5Login.MaximumLengthBytes + Socks5Request.MaximumLengthBytes];
        var hasLogin = userName is not null && password is not null;
        var length = Socks5Greeting.Write(message, hasLogin);
        if (hasLogin)
        {
            length += Socks5Login.Write(message.AsSpan(length), userName!, Encoding.UTF8.GetBytes(password!));
        }

        length += Socks5Request.Write(message.AsSpan(length), Socks5Command.Connect, target);
        await stream.WriteAsync(message.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        Array.Clear(message);

        var input = new MessageReader(stream);
        if (await input.ReadAsync<byte>(Method, Socks5MethodSelection.LengthBytes, cancellationToken).ConfigureAwait(false)
            != (hasLogin ? Socks5MethodSelection.UsernamePassword : Socks5MethodSelection.NoAuthentication))
        {
            throw new SockeyeProxyException(
                SockeyeProxyError.LoginRefused,
                hasLogin ? "the proxy takes no user name and password" : "the proxy wants a login: give UserName and Password");
        }

        if (hasLogin && !await input.ReadAsync<bool>(Login, Socks5LoginReply.LengthBytes, cancellationToken).ConfigureAwait(false))
        {
            throw new SockeyeProxyException(SockeyeProxyError.LoginRefused, "the proxy refused the user name or the password");
        }

        var reply = await input.ReadAsync<Socks5Reply>(Reply, Socks5Reply.MaximumLengthBytes, cancellationToken).ConfigureAwait(false);
        if (reply.Code != Socks5ReplyCode.Succeeded)
        {
            throw new SockeyeProxyException(reply.Code, target.ToString());
        }
    }

    private static ParseStatus Method(ReadOnlySpan<byte> input, out byte value) => Socks5MethodSelection.Parse(input, out value, out _);

    private static ParseStatus Login(ReadOnlySpan<byte> input, out bool value) => Socks5LoginReply.Parse(input, out value, out _);

    private static ParseStatus Reply(ReadOnlySpan<byte> input, out Socks5Reply value) => Socks5Reply.Parse(input, out value, out _);
}
