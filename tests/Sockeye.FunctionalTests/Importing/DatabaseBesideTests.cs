using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Importing;

/// <summary>Users of the database beside those of the files.</summary>
public sealed class DatabaseBesideTests : OldSystemTest
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task DatabaseUser_BesideTheFiles_LogsInAndFollowsTheCommands()
    {
        Fill();
        await Command.AddUserAsync("carol", "carols-own-word");
        var server = await ServeAsync();
        var target = Own(Targets.Echo());
        var carol = await OpenTunnelAsync(server.Port, "carol", "carols-own-word", target);
        var bob = await OpenTunnelAsync(server.Port, Bob, BobPassword, target);

        await Command.AddUserAsync("dave", "daves-own-word");
        await Poll.UntilAsync(() => CanLogInAsync(server.Port, "dave", "daves-own-word"), "a user who came later", Promised);

        // A change of the files is none of the database's.
        Old.AddAccount("erin", "erins-first-word");
        await Poll.UntilAsync(() => CanLogInAsync(server.Port, "erin", "erins-first-word"), "a user of the changed files");
        await AssertCarriesAsync(carol);

        await Command.DoAsync("user", "remove", "carol");
        await carol.WaitForEndAsync(Promised);
        await AssertCarriesAsync(bob);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("check")]
    public async Task SameName_InBothAtStart_IsAFaultThatNamesIt(string command)
    {
        Fill();
        await Command.AddUserAsync(Bob, "another-word-of-bob");

        var result = (await Command.RunAsync([command, .. Old.Options])).ShouldExit(2);

        result.Error.ShouldMatch(@"/xray_config\.json:\d+:\d+ .*a user of the database is called ""bob"" too: remove one of the two");
    }

    [Fact]
    public async Task SameName_AddedLater_IsWarnedOfAndTheFilesPasswordStillCounts()
    {
        Fill();
        var server = await ServeAsync();
        var target = Own(Targets.Echo());
        var bob = await OpenTunnelAsync(server.Port, Bob, BobPassword, target);

        await Command.AddUserAsync(Bob, "another-word-of-bob");

        await server.Process.WaitForLineAsync(new("warn: .*A user of the database is called bob, as one of the imported files"));
        (await CanLogInAsync(server.Port, Bob, BobPassword)).ShouldBeTrue();
        (await CanLogInAsync(server.Port, Bob, "another-word-of-bob")).ShouldBeFalse();
        await AssertCarriesAsync(bob);

        // Nothing of the files is taken while the name is in both, and all of it when it no longer is.
        Old.AddAccount("carol", "carols-first-word");
        await server.Process.WaitForLineAsync(new(@"the old one stays: .*/xray_config\.json:\d+:\d+ .*a user of the database is called ""bob"" too"), limit: Promised);
        (await CanLogInAsync(server.Port, "carol", "carols-first-word")).ShouldBeFalse();
        await Command.DoAsync("user", "remove", Bob);
        await Poll.UntilAsync(() => CanLogInAsync(server.Port, "carol", "carols-first-word"), "the change that was refused", Promised);
        (await CanLogInAsync(server.Port, Bob, BobPassword)).ShouldBeTrue();
        await AssertCarriesAsync(bob);
        server.Output.Split("A user of the database").Length.ShouldBe(2, "told once");
    }
}
