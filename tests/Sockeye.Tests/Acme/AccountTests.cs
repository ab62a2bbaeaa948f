using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Sockeye.Acme;

namespace Sockeye.Tests.Acme;

public sealed class AccountTests : AcmeTest
{
    private static readonly byte[] HmacKey = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Fact]
    public async Task Register_WithContacts_SendsWhatIsAskedFor()
    {
        await Client.RegisterAsync(Key, new AccountRequest { Contacts = ["mailto:a@example.com"], TermsOfServiceAgreed = true });

        Authority.SentTo("/account").Single().Json.ToJsonString()
            .ShouldBe("""{"contact":["mailto:a@example.com"],"termsOfServiceAgreed":true}""");
    }

    [Fact]
    public async Task Register_WithAnExternalAccount_BindsTheKeyByItsHmac()
    {
        var binding = new ExternalAccountBinding("kid-1", HmacKey);

        await Client.RegisterAsync(Key, new AccountRequest { ExternalAccount = binding });

        var outer = Authority.SentTo("/account").Single();
        var inner = SignedMessage.Read(outer.Json["externalAccountBinding"]!);
        inner.Header.ToJsonString().ShouldBe($$"""{"alg":"HS256","kid":"kid-1","url":"{{AuthorityDouble.Root}}/account"}""");
        JsonNode.DeepEquals(inner.Json, outer.Header["jwk"]).ShouldBeTrue();
        inner.Signature.ShouldBe(HMACSHA256.HashData(HmacKey, Encoding.ASCII.GetBytes(inner.Signed)));
    }

    [Fact]
    public async Task Register_WhereAnExternalAccountIsRequired_AsksNobodyWithoutOne()
    {
        Authority.Meta["externalAccountRequired"] = true;

        var error = await Should.ThrowAsync<AcmeException>(() => RegisterAsync());

        error.Message.ShouldBe("authority.example takes only accounts that are bound to one at its site: give the key's identifier and the HMAC key that stand there");
        Authority.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task Register_WhereTheTermsChanged_NamesThePage()
    {
        Authority.Instead = (path, _) => path != "/account" ? null : DoubleReply.Json(
            new JsonObject { ["type"] = AcmeErrorType.UserActionRequired, ["detail"] = "Terms changed", ["instance"] = "https://authority.example/terms" },
            HttpStatusCode.Forbidden);

        var error = await Should.ThrowAsync<AcmeException>(() => RegisterAsync());

        error.Message.ShouldBe("authority.example refused the account: userActionRequired: Terms changed, see https://authority.example/terms");
    }

    [Fact]
    public async Task Find_AnAccountThatIsNot_GivesNone()
    {
        Authority.Instead = (path, _) => path != "/account" ? null :
            DoubleReply.Problem(AcmeErrorType.AccountDoesNotExist, "no such account", HttpStatusCode.BadRequest);

        (await Client.FindAccountAsync(Key)).ShouldBeNull();
        Authority.SentTo("/account").Single().Json.ToJsonString().ShouldBe("""{"onlyReturnExisting":true}""");
    }

    [Fact]
    public async Task GetState_OfAnAccount_PostsWithoutAPayload()
    {
        var account = await RegisterAsync();

        (await account.GetStateAsync()).Status.ShouldBe(AccountStatus.Valid);

        var message = Authority.Messages.Last().Message;
        message.Payload.ShouldBeEmpty();
        message.Header["kid"]!.GetValue<string>().ShouldBe(account.Location.AbsoluteUri);
    }

    [Fact]
    public async Task ChangeKey_OfAnAccount_HasBothKeysSign()
    {
        using var newKey = AccountKey.Create();
        Authority.Instead = (path, _) => path switch
        {
            "/dir" => DoubleReply.Json(new JsonObject
            {
                ["newNonce"] = $"{AuthorityDouble.Root}/nonce", ["newAccount"] = $"{AuthorityDouble.Root}/account",
                ["newOrder"] = $"{AuthorityDouble.Root}/order", ["keyChange"] = $"{AuthorityDouble.Root}/change",
            }),
            "/change" => DoubleReply.Json([]),
            _ => null,
        };
        var account = await RegisterAsync();

        var changed = await account.ChangeKeyAsync(newKey);

        changed.Key.ShouldBe(newKey);
        changed.Location.ShouldBe(account.Location);
        var inner = SignedMessage.Read(Authority.SentTo("/change").Single().Json);
        inner.IsSignedBy(inner.Header["jwk"]!).ShouldBeTrue();
        inner.Header["nonce"].ShouldBeNull();
        inner.Header["url"]!.GetValue<string>().ShouldBe($"{AuthorityDouble.Root}/change");
        inner.Json["account"]!.GetValue<string>().ShouldBe(account.Location.AbsoluteUri);
        JsonNode.DeepEquals(inner.Json["oldKey"], Authority.SentTo("/account").Single().Header["jwk"]).ShouldBeTrue();
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(inner.Header["jwk"]!.ToJsonString()))).ShouldBe(newKey.Thumbprint);
    }
}
