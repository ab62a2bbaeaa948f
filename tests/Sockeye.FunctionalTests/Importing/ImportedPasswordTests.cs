using Sockeye.Control.Storage;
using Sockeye.Control.Users;
using Sockeye.FunctionalTests.Testing;

namespace Sockeye.FunctionalTests.Importing;

/// <summary>Passwords over several imports: what counts is who changed one last.</summary>
public sealed class ImportedPasswordTests : OldSystemTest
{
    private const string BcryptOf = "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    private const string Hashed = "U*U";

    [Fact]
    public async Task Password_ChangedHere_SurvivesAnotherImportAndTheFilesNextOneIsTaken()
    {
        Fill();
        await Command.DoAsync(["import", .. Old.Options]);
        (await Command.RunAsync(["user", "password", Bob, "--password-stdin"], Command.Secret("bobs-word-of-today") + "\n")).ShouldExit(0);
        (await Command.DoAsync(["import", .. Old.Options])).Out.ShouldContain("user bob: unchanged");
        var server = await OwnAsync(SockeyeServer.StartAsync(Command, "--no-first-user"));
        (await CanLogInAsync(server.Port, Bob, "bobs-word-of-today")).ShouldBeTrue();
        (await CanLogInAsync(server.Port, Bob, BobPassword)).ShouldBeFalse();

        Old.ChangeXray(xray => OldSystem.Accounts(xray)[1]!["pass"] = Command.Secret("the-files-next-word"));
        (await Command.DoAsync(["import", .. Old.Options])).Out.ShouldContain("user bob: changed (password)");

        await Poll.UntilAsync(() => CanLogInAsync(server.Port, Bob, "the-files-next-word"), "the password of the changed file");
        (await CanLogInAsync(server.Port, Bob, "bobs-word-of-today")).ShouldBeFalse();
    }

    [Fact]
    public async Task Hash_OfTheFiles_IsReplacedAtTheFirstLoginAndStaysUnchangedToTheNextImport()
    {
        Command.Secret(Hashed);
        Old.Fill(Command.Secret(BcryptOf));
        await Command.DoAsync(["import", .. Old.Options]);
        StoredHash().ShouldBe(BcryptOf);
        var server = await OwnAsync(SockeyeServer.StartAsync(Command, "--no-first-user"));

        (await CanLogInAsync(server.Port, Alice, Hashed)).ShouldBeTrue();
        await Poll.UntilAsync(() => StoredHash().StartsWith("$argon2id$", StringComparison.Ordinal), "a hash of our own kind");
        var ours = StoredHash();

        (await Command.DoAsync(["import", .. Old.Options])).Out.ShouldContain("user alice: unchanged");
        StoredHash().ShouldBe(ours);
        (await CanLogInAsync(server.Port, Alice, Hashed)).ShouldBeTrue();
    }

    private string StoredHash()
    {
        using var database = SockeyeDatabase.Open(Command.DataDirectory);
        return new UserStore(database, TimeProvider.System).Find(Alice)!.PasswordHash;
    }
}
