using Sockeye.Core.Socks5;
using Sockeye.Engine.Sessions;

namespace Sockeye.Tests.Sessions;

/// <summary>An inbound that asks nobody for a login: the bridge's, on loopback. A server's asks everybody.</summary>
public sealed class OpenAccessTests : IAsyncLifetime
{
    private readonly SessionHarness _open;
    private readonly SessionHarness _closed = new();

    public OpenAccessTests() => _open = new SessionHarness { OpenAccess = new(_closed.Users.Current.Find("alice")!) };

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        await _open.DisposeAsync();
        await _closed.DisposeAsync();
    }

    [Theory]
    [InlineData("05 01 00")]
    [InlineData("05 02 00 02")]
    [InlineData("05 02 02 00")]
    public async Task Greeting_ThatOffersNoLogin_IsTakenAtItsWord(string greeting)
    {
        var client = _open.Connect();
        await client.SendAsync(Convert.FromHexString(greeting.Replace(" ", "", StringComparison.Ordinal)), Socks5Bytes.Connect("target.test", 80));
        await client.ExpectAsync("05 00");
        await client.ExpectAsync(Socks5Bytes.Success);
        client.Session.User!.Name.ShouldBe("alice");
    }

    [Theory]
    [InlineData("01 03 62 6F 62 05 77 72 6F 6E 67")]
    [InlineData("01 00 00")]
    [InlineData("01 01 61 00")]
    public async Task Greeting_ThatOffersAPasswordOnly_GetsInWithWhateverItSends(string login)
    {
        var client = _open.Connect(1);
        await client.SendAsync(
            Socks5Bytes.Greeting, Convert.FromHexString(login.Replace(" ", "", StringComparison.Ordinal)), Socks5Bytes.Connect("target.test", 80));
        await client.ExpectAsync("05 02 01 00");
        await client.ExpectAsync(Socks5Bytes.Success);
        client.Session.User!.Name.ShouldBe("alice");
    }

    [Fact]
    public async Task Greeting_ThatOffersNeither_IsRefused()
    {
        var client = _open.Connect();
        await client.SendAsync([5, 1, 1]);
        await client.ExpectAsync("05 FF");
        await client.Channel.CompleteWritesAsync();
        (await client.EndAsync()).ShouldBe(SessionEndReason.NoAcceptableMethod);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Proxy-Authorization: Basic d2hvOmV2ZXI=\r\n")]
    [InlineData("Proxy-Authorization: Bearer something\r\n")]
    public async Task Connect_OverHttp_GetsInWithWhateverItSends(string header)
    {
        var client = _open.Connect();
        await client.SendAsync($"CONNECT target.test:80 HTTP/1.1\r\nHost: target.test:80\r\n{header}\r\n");
        await client.ExpectTextAsync("HTTP/1.1 200 ");
        _open.Outbound.Dials.ShouldHaveSingleItem().Host.ShouldBe("target.test");
    }

    [Fact]
    public async Task Greeting_ThatOffersNoLogin_ToAServer_IsRefused()
    {
        var client = _closed.Connect();
        await client.SendAsync([5, 1, 0]);
        await client.ExpectAsync("05 FF");
        await client.Channel.CompleteWritesAsync();
        (await client.EndAsync()).ShouldBe(SessionEndReason.NoAcceptableMethod);
    }

    [Fact]
    public async Task LoginThatIsEmpty_ToAServer_IsRefused()
    {
        var client = _closed.Connect();
        await client.SendAsync(Socks5Bytes.Greeting, [1, 0, 0], Socks5Bytes.Request(Socks5Command.Connect, "target.test", 80));
        await client.ExpectAsync("05 02 01 01");
        await client.Channel.CompleteWritesAsync();
        (await client.EndAsync()).ShouldBe(SessionEndReason.MalformedRequest);
        _closed.Outbound.Dials.ShouldBeEmpty();
    }
}
