using Sockeye.FunctionalTests.Testing;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary><c>--dry-run</c>: the whole way at the authority for trials, which leaves nothing but an account there.</summary>
public sealed class DryRunTests : IssuingTest
{
    [Fact]
    public async Task DryRun_BeforeAndAfterTheFirstCertificate_ChangesNothingInService()
    {
        var pebble = await StartPebbleAsync();
        var staging = await StartPebbleAsync();
        var command = CommandWith(Configuration<OpenSsl>(Entry(pebble, ("staging", staging.Directory.AbsoluteUri))));

        (await command.DoAsync("cert", "issue", "--dry-run")).Out.ShouldMatch("main: the trial at localhost(:[0-9]+)? succeeded, by CN=Pebble");
        Directory.Exists(Stored(command, "certificates")).ShouldBeFalse();
        var trials = Directory.GetFiles(Stored(command, "accounts")).ShouldHaveSingleItem();

        await OwnAsync(SockeyeServer.StartAsync(command));
        var before = await UntilIssuedAsync();
        var stored = File.ReadAllText(Stored(command, "certificates", "main.pem"));
        (await command.DoAsync("cert", "renew", "--force", "--dry-run", "main")).Out.ShouldContain("nothing was put into service");

        File.ReadAllText(Stored(command, "certificates", "main.pem")).ShouldBe(stored);
        (await ShownAsync()).Thumbprint.ShouldBe(before.Thumbprint);
        await Poll.UntilAsync(() => staging.Issued == 2, "two trials in the log for trials");
        pebble.Issued.ShouldBe(1);
        staging.AccountRequests.ShouldBe(1);
        var accounts = Directory.GetFiles(Stored(command, "accounts"));
        accounts.Length.ShouldBe(2);
        accounts.ShouldContain(trials);
    }

    [Fact]
    public async Task DryRun_NoAuthorityForTrialsKnown_SaysWhatToName()
    {
        var pebble = await StartPebbleAsync();
        var command = CommandWith(Configuration<OpenSsl>(Entry(pebble)));

        (await command.RunAsync(["cert", "issue", "--dry-run"])).ShouldExit(1).ErrorLines.ShouldHaveSingleItem()
            .ShouldBe("sockeye: main: no directory for trials is known for localhost; name one under \"staging\"");
    }
}
