using System.Text;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Tests.Testing;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Sessions;

/// <summary>A client in memory, and the session that serves it.</summary>
internal sealed class SessionClient(Session session, MemoryChannel channel, Task run)
{
    public Session Session => session;

    public MemoryChannel Channel => channel;

    /// <summary>Completes when the session is over.</summary>
    public Task Run => run;

    public async Task SendAsync(params byte[][] messages) =>
        (await channel.WriteAsync(messages.SelectMany(m => m).ToArray()).Limited()).ShouldBe(ChannelEnd.None);

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task ExpectAsync(string hex) =>
        Convert.ToHexString(await channel.ReadExactlyAsync(ParserHarness.Hex(hex).Length)).ShouldBe(Convert.ToHexString(ParserHarness.Hex(hex)));

    public async Task ExpectTextAsync(string text) =>
        Encoding.Latin1.GetString(await channel.ReadExactlyAsync(text.Length)).ShouldBe(text);

    /// <summary>All that still comes, as hexadecimal digits, and how it ended.</summary>
    public async Task<(string Hex, ChannelEnd End)> RestAsync()
    {
        var (bytes, end) = await channel.ReadToEndAsync().Limited();
        return (Convert.ToHexString(bytes), end);
    }

    public async Task<(string Text, ChannelEnd End)> RestOfTextAsync()
    {
        var (bytes, end) = await channel.ReadToEndAsync().Limited();
        return (Encoding.UTF8.GetString(bytes), end);
    }

    /// <summary>Greets and logs in over SOCKS5.</summary>
    public async Task LogInAsync(string user = "alice")
    {
        await SendAsync(Socks5Bytes.Greeting, Socks5Bytes.Login(user, "secret"));
        await ExpectAsync("05 02 01 00");
    }

    /// <summary>As far as the relay.</summary>
    public async Task OpenAsync()
    {
        await LogInAsync();
        await SendAsync(Socks5Bytes.Connect("target.test", 80));
        await ExpectAsync(Socks5Bytes.Success);
    }

    /// <summary>Closes our direction, and waits for the session to be over.</summary>
    public async Task<SessionEndReason> EndAsync()
    {
        await run.Limited();
        return session.EndReason;
    }
}
