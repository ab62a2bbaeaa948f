using Sockeye.Core.Socks5;
using Sockeye.Core.Net;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Outbounds.Ready;

/// <summary>
/// SOCKS5 (RFC 1928, 1929) to a server that is known to read one message after another however they are cut: greeting, login
/// and request go out together, one round trip for the three. The answers are read in their order, as from any server.
/// </summary>
/// <remarks>Over TLS that was verified only: the password goes out before the server has chosen the method.</remarks>
internal sealed class Socks5Pipeline(string? userName, ReadOnlyMemory<byte> password, TimeProvider time)
{
    private const int GreetingBytes = 3;

    /// <summary>Greets and logs in: what a connection needs before it can wait for a request. Null, or why not.</summary>
    public async ValueTask<DialError?> LogInAsync(DuplexChannel channel, DialTimings timings)
    {
        var since = time.GetTimestamp();
        var buffer = new byte[GreetingBytes + Socks5Login.MaximumLengthBytes];
        var error = await WriteAsync(channel, buffer, WriteOpening(buffer), DialStage.ProxyGreeting, "the login");
        var reader = new UpstreamReader(channel, Socks5Reply.MaximumLengthBytes);
        error ??= await ReadOpeningAsync(reader);
        timings.Add(DialStage.ProxyGreeting, time.GetElapsedTime(since));
        return error is not null || reader.IsDrained ? error
            : Failure(DialStage.ProxyGreeting, "spoke before it was asked anything");
    }

    /// <summary>Asks over a fresh channel, or over a <see cref="ReadyChannel"/>, which is past its login already.</summary>
    public async ValueTask<Socks5Answer> AskAsync(DuplexChannel channel, Socks5Command command, Destination destination, DialTimings timings)
    {
        if (channel is not ReadyChannel ready)
        {
            return await OpenAndAskAsync(channel, command, destination, timings);
        }

        var (answer, isDead) = await AskReadyAsync(ready, command, destination, timings);
        if (!isDead)
        {
            return answer;
        }

        // The server ended it while it waited (a restart, a network that was away), or a NAT on the way forgot it. It has answered nothing: nothing of the
        // client's has gone out yet, so asking again is safe. Once.
        return await ready.ReplaceAsync() is { } error
            ? answer with { Error = error with { Message = $"did not answer on the ready connection, and there is no other: {error.Message}" } }
            : await OpenAndAskAsync(ready.Inner, command, destination, timings);
    }

    private async ValueTask<(Socks5Answer Answer, bool IsDead)> AskReadyAsync(
        ReadyChannel ready, Socks5Command command, Destination destination, DialTimings timings)
    {
        var since = time.GetTimestamp();
        var buffer = new byte[Socks5Request.MaximumLengthBytes];
        var reader = new UpstreamReader(ready.Inner, Socks5Reply.MaximumLengthBytes);

        // A target may keep the answer waiting for long; the request itself is acknowledged at once where anybody is there.
        ready.Inner.Detect(DeadPeerDetection.WhileAsking);
        var end = await ready.WriteAsync(buffer.AsMemory(0, Socks5Request.Write(buffer, command, destination)));
        Socks5Answer answer;
        if (end == ChannelEnd.None)
        {
            await ready.WaitForFirstByteAsync();
            answer = await Socks5Client.ReadReplyAsync(reader, command, destination);
            end = reader.End;
            ready.Inner.Detect(DeadPeerDetection.Default);
        }
        else
        {
            answer = new(reader, null, Failure(DialStage.ProxyRequest, $"{UpstreamReader.Describe(end)} during the request"));
        }

        timings.Add(DialStage.ProxyRequest, time.GetElapsedTime(since));
        return (answer, !reader.HasReadAny && end is not (ChannelEnd.None or ChannelEnd.Aborted));
    }

    private async ValueTask<Socks5Answer> OpenAndAskAsync(DuplexChannel channel, Socks5Command command, Destination destination, DialTimings timings)
    {
        var since = time.GetTimestamp();
        var buffer = new byte[GreetingBytes + Socks5Login.MaximumLengthBytes + Socks5Request.MaximumLengthBytes];
        var length = WriteOpening(buffer);
        length += Socks5Request.Write(buffer.AsSpan(length), command, destination);
        var reader = new UpstreamReader(channel, Socks5Reply.MaximumLengthBytes);
        var error = await WriteAsync(channel, buffer, length, DialStage.ProxyGreeting, "the greeting") ?? await ReadOpeningAsync(reader);
        timings.Add(DialStage.ProxyGreeting, time.GetElapsedTime(since));
        if (error is not null)
        {
            return new(reader, null, error);
        }

        since = time.GetTimestamp();
        var answer = await Socks5Client.ReadReplyAsync(reader, command, destination);
        timings.Add(DialStage.ProxyRequest, time.GetElapsedTime(since));
        return answer;
    }

    private int WriteOpening(Span<byte> buffer)
    {
        var length = Socks5Greeting.Write(buffer, withPassword: userName is not null);
        return userName is null ? length : length + Socks5Login.Write(buffer[length..], userName, password.Span);
    }

    private async ValueTask<DialError?> ReadOpeningAsync(UpstreamReader reader) =>
        await Socks5Client.ReadSelectionAsync(reader, userName) ?? (userName is null ? null : await Socks5Client.ReadLoginReplyAsync(reader));

    private static async ValueTask<DialError?> WriteAsync(DuplexChannel channel, byte[] buffer, int length, DialStage stage, string during)
    {
        var end = await channel.WriteAsync(buffer.AsMemory(0, length));
        buffer.AsSpan(0, length).Clear(); // a password was in it
        return end == ChannelEnd.None ? null : Failure(stage, $"{UpstreamReader.Describe(end)} during {during}");
    }

    private static DialError Failure(DialStage stage, string message) => new(stage, DialErrorKind.UpstreamFailed, message);
}
