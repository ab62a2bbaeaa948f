using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>TLS-ALPN-01 on the proxy's own port, from the first start to a renewal under load.</summary>
public abstract class TlsAlpnIssuingTests<TKind> : IssuingTest
    where TKind : ITlsKind
{
    [Fact]
    public async Task Serve_FirstStart_ServesTheLocalOneAndThenTheIssuedOneWithoutARestart()
    {
        var pebble = await StartPebbleAsync();
        var server = await ServeAsync(Configuration<TKind>(Entry(pebble)));

        var issued = await UntilIssuedAsync();
        await ConnectAsync(pebble);

        var hints = (await server.Command.DoAsync("user", "add", "bob")).Out;
        hints.ShouldContain($"@{Name}:{Port}");
        hints.ShouldNotContain("ca.pem");
        var status = (await server.Command.DoAsync("cert", "status")).Out;
        status.ShouldMatch("main +acme +proxy\\.test +Pebble Intermediate CA");
        (await server.Admin.GetStringAsync(new Uri("healthz", UriKind.Relative))).ShouldBe("ok\n");
        issued.PublicKey.Oid.FriendlyName.ShouldBe("ECC");
    }

    [Fact]
    public async Task Renew_WhileAConnectionIsOpen_ItGoesOnAndNewOnesGetTheNewCertificate()
    {
        var pebble = await StartPebbleAsync();
        var server = await ServeAsync(Configuration<TKind>(Entry(pebble)));
        var first = await UntilIssuedAsync();
        var target = Own(Targets.Echo());
        var old = await ConnectAsync(pebble);
        await old.ConnectAsync(User, Password, "localhost", target.Port);

        var renewed = (await server.Command.DoAsync("cert", "renew", "--force", "main")).Out;
        renewed.ShouldContain("main: issued by");
        var second = await UntilIssuedAsync(otherThan: first.Thumbprint);

        second.SerialNumber.ShouldNotBe(first.SerialNumber);
        await old.SendAsync("still here"u8.ToArray());
        (await old.ReadExactlyAsync(10)).ShouldBe("still here"u8.ToArray());
        (await server.Command.DoAsync("cert", "issue")).Out.ShouldContain("main: nothing to do before");
    }

    [Fact]
    public async Task Issue_NoServerRuns_AnswersOnTheInboundsPortItself()
    {
        var pebble = await StartPebbleAsync();
        using var command = new SockeyeCommand(Configuration<TKind>(Entry(pebble)));

        (await command.DoAsync("cert", "issue")).Out.ShouldContain("main: issued by");

        var server = await OwnAsync(SockeyeServer.StartAsync(command));
        (await ShownAsync()).Issuer.ShouldContain("Pebble");
        server.Process.Text("err").ShouldNotContain("asking");
    }
}

public sealed class TlsAlpnIssuingOverOpenSslTests : TlsAlpnIssuingTests<OpenSsl>;

public sealed class TlsAlpnIssuingOverSslStreamTests : TlsAlpnIssuingTests<SslStreamKind>;
