using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Replies;

/// <summary>The table of what a SOCKS5 client is told.</summary>
public abstract class Socks5ReplyTests<TKind>(SockeyeFixture<TKind> fixture) : SharedServerTest<TKind>(fixture)
    where TKind : ITlsKind
{
    [Fact]
    public async Task Connect_ToAPortWhereNothingListens_Is05() => await AssertRefusedAsync(Socks5Messages.Request("127.0.0.1", FreePort.Take()), 5);

    [Fact]
    public async Task Connect_ToANameThatDoesNotResolve_Is04() => await AssertRefusedAsync(Socks5Messages.Request("no-such-name.invalid", 80), 4);

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fd00:ec2::254")]
    public async Task Connect_ToAnAddressThatIsNotPublic_Is02(string address) => await AssertRefusedAsync(Socks5Messages.Request(address, 80), 2);

    [Fact]
    public async Task Connect_ToAnAddressThatIsNotPublicWrittenAsAName_Is02() => await AssertRefusedAsync(Socks5Messages.RequestByName("10.1.2.3", 80), 2);

    [Fact]
    public async Task Connect_ToTheAdminListener_Is02() =>
        await AssertRefusedAsync(Socks5Messages.Request("127.0.0.1", Server.Command.AdminPort), 2);

    [Fact]
    public async Task Connect_ToPortZero_Is01() => await AssertRefusedAsync(Socks5Messages.Request("127.0.0.1", 0), 1);

    [Theory]
    [InlineData(Socks5Messages.Bind)]
    [InlineData(Socks5Messages.UdpAssociate)]
    [InlineData(0x77)]
    public async Task Command_ThatIsNotServed_Is07(byte command) => await AssertRefusedAsync(Socks5Messages.Request("127.0.0.1", 80, command), 7);

    [Fact]
    public async Task AddressType_Unknown_Is08() => await AssertRefusedAsync([5, 1, 0, 9, 0, 0, 0, 0, 0, 80], 8);

    [Theory]
    [InlineData(User, "wrong-password")]
    [InlineData("nobody", Password)]
    public async Task Login_WithWrongCredentials_Is01AndTheEnd(string user, string password)
    {
        var connection = await OwnAsync(Server.ConnectAsync());
        await connection.SendAsync(Socks5Messages.Greeting(2));
        (await connection.ReadExactlyAsync(2)).ShouldBe([5, 2]);

        await connection.SendAsync(Socks5Messages.Login(user, password));

        (await connection.ReadToEndAsync()).ShouldBe([1, 1]);
    }

    [Fact]
    public async Task Greeting_WithoutThePasswordMethod_IsFFAndTheEnd()
    {
        var connection = await OwnAsync(Server.ConnectAsync());

        await connection.SendAsync((byte[])[.. Socks5Messages.Greeting(0, 1), .. Socks5Messages.Request("127.0.0.1", 80)]);

        (await connection.ReadToEndAsync()).ShouldBe([5, 0xFF]);
    }

    [Fact]
    public async Task Refusal_WithBytesBehindTheRequest_ArrivesCompleteAndInOrder()
    {
        var request = Socks5Messages.Request("127.0.0.1", FreePort.Take());
        for (var round = 0; round < 5; round++)
        {
            await using var connection = await Server.ConnectAsync();
            await connection.LogInAsync(User, Password);

            await connection.SendAsync((byte[])[.. request, .. new byte[64 * 1024]]);

            (await connection.ReadReplyAsync()).Code.ShouldBe(5);
            (await connection.ReadToEndAsync()).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Socks4_IsClosedWithoutAReply()
    {
        var connection = await OwnAsync(Server.ConnectAsync());

        await connection.SendAsync(new byte[] { 4, 1, 0, 80, 127, 0, 0, 1, 0 });

        (await connection.ReadToEndAsync()).ShouldBeEmpty();
        await Server.WaitForAccessLineAsync("Socks4Refused");
    }

    private async Task AssertRefusedAsync(byte[] request, int code)
    {
        var connection = await OwnAsync(Server.ConnectAsync());
        await connection.LogInAsync(User, Password);

        (await connection.RequestAsync(request)).Code.ShouldBe(code);
        (await connection.ReadToEndAsync()).ShouldBeEmpty("a refusal is followed by the end");
    }
}

public sealed class Socks5ReplyOverOpenSslTests(SockeyeFixture<OpenSsl> fixture) : Socks5ReplyTests<OpenSsl>(fixture);

public sealed class Socks5ReplyOverSslStreamTests(SockeyeFixture<SslStreamKind> fixture) : Socks5ReplyTests<SslStreamKind>(fixture);
