using Sockeye.Core.Net;
using Sockeye.Core.Socks5;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds.Ready;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Outbounds;

/// <summary>
/// The client's side of SOCKS5 (RFC 1928, 1929) to one upstream. Names are given to it as they are, never resolved here.
/// </summary>
/// <remarks>
/// Each message waits for the answer to the one before. Sending them all at once would save up to two round trips, but
/// many servers take one receive for one message and lose or misread what came with it; and a password sent before the
/// server chose the method has been shown to one that never asked for it. Towards a server of our own kind
/// <paramref name="pipeline"/> does it.
/// </remarks>
/// <param name="userName">The login's name, or null.</param>
/// <param name="password">Its password.</param>
/// <param name="time">For the times of the stages.</param>
/// <param name="pipeline">Asks in place of this, all messages at once; or null.</param>
internal sealed class Socks5Client(string? userName, ReadOnlyMemory<byte> password, TimeProvider time, Socks5Pipeline? pipeline = null) : IProxyClient
{
    /// <inheritdoc/>
    public async ValueTask<ProxyAnswer> ConnectAsync(DuplexChannel channel, Destination destination, DialTimings timings, DialLimit? reach = null) =>
        (await AskAsync(channel, Socks5Command.Connect, destination, timings, reach)).ToTunnel();

    /// <summary>Waits for BIND's second reply: the peer is there, or will not come.</summary>
    public static async ValueTask<ProxyAnswer> AcceptAsync(UpstreamReader reader, Destination peer) =>
        (await ReadReplyAsync(reader, Socks5Command.Bind, peer)).ToTunnel();

    /// <summary>Asks for anything that SOCKS5 has a command for; the answer is the (first) reply.</summary>
    public async ValueTask<Socks5Answer> AskAsync(
        DuplexChannel channel, Socks5Command command, Destination destination, DialTimings timings, DialLimit? reach = null)
    {
        if (pipeline is not null)
        {
            reach?.Lift(); // the answers to the login and the request come together
            return await pipeline.AskAsync(channel, command, destination, timings);
        }

        var buffer = new byte[Socks5Login.MaximumLengthBytes];
        var reader = new UpstreamReader(channel, Socks5Reply.MaximumLengthBytes);

        var since = time.GetTimestamp();
        var error = await GreetAsync(channel, reader, buffer);
        timings.Add(DialStage.ProxyGreeting, time.GetElapsedTime(since));
        if (error is not null)
        {
            return new Socks5Answer(reader, null, error);
        }

        reach?.Lift();
        since = time.GetTimestamp();
        var answer = await RequestAsync(channel, reader, buffer, command, destination);
        timings.Add(DialStage.ProxyRequest, time.GetElapsedTime(since));
        return answer;
    }

    private async ValueTask<DialError?> GreetAsync(DuplexChannel channel, UpstreamReader reader, byte[] buffer)
    {
        var end = await channel.WriteAsync(buffer.AsMemory(0, Socks5Greeting.Write(buffer, withPassword: userName is not null)));
        if (end != ChannelEnd.None)
        {
            return Broken($"{UpstreamReader.Describe(end)} during the greeting");
        }

        return await ReadSelectionAsync(reader, userName) ?? (userName is null ? null : await LogInAsync(channel, reader, buffer, userName));
    }

    /// <summary>The upstream's choice of a method, which can be no other than the one that was offered; null, or why not.</summary>
    internal static async ValueTask<DialError?> ReadSelectionAsync(UpstreamReader reader, string? userName)
    {
        var expected = userName is null ? Socks5MethodSelection.NoAuthentication : Socks5MethodSelection.UsernamePassword;
        var selection = await reader.ReadAsync<byte>(Socks5MethodSelection.Parse);
        if (selection.Fault is not null)
        {
            return Broken($"{selection.Fault} (greeting)");
        }

        if (selection.Value == Socks5MethodSelection.NoAcceptableMethod)
        {
            return new DialError(DialStage.ProxyGreeting, DialErrorKind.UpstreamAuthenticationFailed, userName is null
                ? "accepts nobody without a login, and none is configured"
                : "does not accept a login by user name and password");
        }

        return selection.Value == expected ? null : Broken($"chose the method 0x{selection.Value:x2}, which was not offered");
    }

    private async ValueTask<DialError?> LogInAsync(DuplexChannel channel, UpstreamReader reader, byte[] buffer, string user)
    {
        var length = Socks5Login.Write(buffer, user, password.Span);
        var end = await channel.WriteAsync(buffer.AsMemory(0, length));
        buffer.AsSpan(0, length).Clear();
        if (end != ChannelEnd.None)
        {
            return Broken($"{UpstreamReader.Describe(end)} during the login");
        }

        return await ReadLoginReplyAsync(reader);
    }

    /// <summary>The answer to the login; null, or why not.</summary>
    internal static async ValueTask<DialError?> ReadLoginReplyAsync(UpstreamReader reader)
    {
        var reply = await reader.ReadAsync<bool>(Socks5LoginReply.Parse);
        if (reply.Fault is not null)
        {
            return Broken($"{reply.Fault} (login)");
        }

        return reply.Value ? null : new DialError(
            DialStage.ProxyGreeting, DialErrorKind.UpstreamAuthenticationFailed, "refused the user name and password");
    }

    private static async ValueTask<Socks5Answer> RequestAsync(
        DuplexChannel channel, UpstreamReader reader, byte[] buffer, Socks5Command command, Destination destination)
    {
        var length = Socks5Request.Write(buffer, command, destination);
        var end = await channel.WriteAsync(buffer.AsMemory(0, length));
        if (end != ChannelEnd.None)
        {
            return new(reader, null, new DialError(
                DialStage.ProxyRequest, DialErrorKind.UpstreamFailed, $"{UpstreamReader.Describe(end)} during the request"));
        }

        return await ReadReplyAsync(reader, command, destination);
    }

    /// <summary>One reply to a request.</summary>
    internal static async ValueTask<Socks5Answer> ReadReplyAsync(UpstreamReader reader, Socks5Command command, Destination destination)
    {
        var what = Describe(command, destination);
        var reply = await reader.ReadAsync<Socks5Reply>(Socks5Reply.Parse);
        if (reply.Fault is not null)
        {
            return new(reader, null, new DialError(DialStage.ProxyRequest, DialErrorKind.UpstreamFailed, $"{reply.Fault} (request for {what})"));
        }

        var code = reply.Value.Code;
        return code == Socks5ReplyCode.Succeeded
            ? new(reader, reply.Value.Bound, null)
            : new(reader, null, new DialError(
                DialStage.ProxyRequest, DialErrorKind.UpstreamRefused, $"refused {what}: reply {(byte)code:x2}, {Describe(code)}")
            {
                UpstreamReply = code,
            });
    }

    private static string Describe(Socks5Command command, Destination destination) => command switch
    {
        Socks5Command.Bind => $"BIND for {destination}",
        Socks5Command.UdpAssociate => "UDP ASSOCIATE",
        Socks5Command.UdpTunnel => "UDP inside the connection (0xF3)",
        _ => $"{destination}",
    };

    private static DialError Broken(string message) => new(DialStage.ProxyGreeting, DialErrorKind.UpstreamFailed, message);

    private static string Describe(Socks5ReplyCode code) => code switch
    {
        Socks5ReplyCode.GeneralFailure => "general failure",
        Socks5ReplyCode.NotAllowedByRuleset => "not allowed by its rules",
        Socks5ReplyCode.NetworkUnreachable => "network unreachable",
        Socks5ReplyCode.HostUnreachable => "host unreachable",
        Socks5ReplyCode.ConnectionRefused => "connection refused",
        Socks5ReplyCode.TtlExpired => "timed out",
        Socks5ReplyCode.CommandNotSupported => "command not supported",
        Socks5ReplyCode.AddressTypeNotSupported => "address type not supported",
        _ => "a code that RFC 1928 does not know",
    };
}
