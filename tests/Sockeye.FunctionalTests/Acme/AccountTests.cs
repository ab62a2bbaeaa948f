using Sockeye.Acme;
using Sockeye.FunctionalTests.Testing.Pebble;

namespace Sockeye.FunctionalTests.Acme;

/// <summary>Accounts at Pebble.</summary>
public sealed class AccountTests : AcmeTest
{
    private static readonly byte[] HmacKey = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Fact]
    public async Task Register_WithTheSameKeyAgain_GivesTheSameAccount()
    {
        var pebble = await StartPebbleAsync();
        var key = NewKey();

        var first = await ClientOf(pebble).RegisterAsync(key, Agreed);
        using var kept = AccountKey.Import(key.ExportPem());
        var second = await ClientOf(pebble).RegisterAsync(kept, Agreed);
        var found = await ClientOf(pebble).FindAccountAsync(kept);

        second.Location.ShouldBe(first.Location);
        found.ShouldNotBeNull().Location.ShouldBe(first.Location);
        var state = await ClientOf(pebble).OpenAccount(kept, first.Location).GetStateAsync();
        state.Status.ShouldBe(AccountStatus.Valid);
        state.Contacts.ShouldBe(Agreed.Contacts);
    }

    [Fact]
    public async Task Find_AKeyWithoutAnAccount_GivesNone()
    {
        var pebble = await StartPebbleAsync();

        (await ClientOf(pebble).FindAccountAsync(NewKey())).ShouldBeNull();
    }

    [Fact]
    public async Task Register_WithoutAgreeing_TellsWhatTheAuthorityWants()
    {
        var pebble = await StartPebbleAsync();

        var error = await Should.ThrowAsync<AcmeException>(() => ClientOf(pebble).RegisterAsync(NewKey(), new AccountRequest()));

        error.Problem.ShouldNotBeNull();
        error.Message.ShouldStartWith($"localhost:{pebble.Port} refused the account: ");
        error.Message.ShouldContain("terms");
    }

    [Fact]
    public async Task Register_WithAnExternalAccount_BindsToIt()
    {
        var pebble = await StartPebbleAsync(new PebbleOptions { ExternalAccounts = new Dictionary<string, byte[]> { ["kid-1"] = HmacKey } });
        var bound = Agreed with { ExternalAccount = new ExternalAccountBinding("kid-1", HmacKey) };

        var account = await ClientOf(pebble).RegisterAsync(NewKey(), bound);

        (await account.GetStateAsync()).Status.ShouldBe(AccountStatus.Valid);
    }

    [Fact]
    public async Task Register_WithAnotherHmacKey_IsRefusedInTheAuthoritysWords()
    {
        var pebble = await StartPebbleAsync(new PebbleOptions { ExternalAccounts = new Dictionary<string, byte[]> { ["kid-1"] = HmacKey } });
        var bound = Agreed with { ExternalAccount = new ExternalAccountBinding("kid-1", new byte[32]) };

        var error = await Should.ThrowAsync<AcmeException>(() => ClientOf(pebble).RegisterAsync(NewKey(), bound));

        error.Problem.ShouldNotBeNull();
    }

    [Fact]
    public async Task Register_WithoutAnExternalAccountWhereOneIsWanted_SaysWhatToGive()
    {
        var pebble = await StartPebbleAsync(new PebbleOptions { ExternalAccounts = new Dictionary<string, byte[]> { ["kid-1"] = HmacKey } });

        var error = await Should.ThrowAsync<AcmeException>(() => ClientOf(pebble).RegisterAsync(NewKey(), Agreed));

        error.Message.ShouldContain("give the key's identifier and the HMAC key");
    }

    [Fact]
    public async Task UpdateContacts_OfAnAccount_ReplacesThem()
    {
        var pebble = await StartPebbleAsync();
        var account = await RegisterAsync(pebble);

        await account.UpdateContactsAsync(["mailto:other@example.com"]);

        (await account.GetStateAsync()).Contacts.ShouldBe(["mailto:other@example.com"]);
    }

    [Fact]
    public async Task ChangeKey_OfAnAccount_LeavesTheOldOneWorthless()
    {
        var pebble = await StartPebbleAsync();
        var before = await RegisterAsync(pebble);

        var after = await before.ChangeKeyAsync(NewKey());

        after.Location.ShouldBe(before.Location);
        (await after.GetStateAsync()).Status.ShouldBe(AccountStatus.Valid);
        (await Should.ThrowAsync<AcmeException>(() => before.GetStateAsync())).Problem.ShouldNotBeNull();
        (await ClientOf(pebble).FindAccountAsync(before.Key)).ShouldBeNull();
    }

    [Fact]
    public async Task Deactivate_AnAccount_EndsIt()
    {
        var pebble = await StartPebbleAsync();
        var account = await RegisterAsync(pebble);

        await account.DeactivateAsync();

        var error = await Should.ThrowAsync<AcmeException>(() => account.NewOrderAsync(new OrderRequest { Names = ["example.com"] }));
        error.Problem.ShouldNotBeNull().Type.ShouldBe(AcmeErrorType.Unauthorized);
    }
}
