using System.Text;
using Sockeye.Acme;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;
using Sockeye.Tests.Acme;

namespace Sockeye.Tests.Certificates.Managed;

public sealed class AccountSourceTests : AcmeTest
{
    private readonly MemoryCertificateStore _store = new();

    private static AcmeOptions Wish { get; } = new() { Tag = "main", Names = ["proxy.example"], Directory = AuthorityDouble.Directory };

    private static string Document { get; } = StoredAccount.DocumentOf(Wish.Directory, external: null);

    [Fact]
    public async Task Open_FirstTime_RegistersAndAfterwardsAsksNobody()
    {
        var first = await OpenAsync();

        (await OpenAsync()).ShouldBe(first);
        Authority.SentTo("/account").Count.ShouldBe(1);
        Document.ShouldStartWith("accounts/authority.example-");
    }

    [Fact]
    public async Task Open_KilledBetweenKeyAndRegistration_TheSameKeyIsUsed()
    {
        Authority.Instead = (path, _) => path == "/account" ? throw new HttpRequestException("killed") : null;
        await Should.ThrowAsync<AcmeException>(OpenAsync);
        var noted = StoredAccount.TryRead(_store, Document).ShouldNotBeNull();
        noted.Location.ShouldBeNull();

        Authority.Instead = (_, _) => null;
        var thumbprint = await OpenAsync();

        using var key = AccountKey.Import(noted.KeyPem);
        thumbprint.ShouldBe(key.Thumbprint);
        StoredAccount.TryRead(_store, Document)!.Location.ShouldNotBeNull();
    }

    [Fact]
    public async Task Open_AnotherEmail_TellsTheAuthority()
    {
        await OpenAsync();

        await OpenAsync(Wish with { Email = "admin@proxy.example" });

        Authority.Messages.ShouldContain(m => m.Path.StartsWith("/account/") && m.Message.Json["contact"]![0]!.GetValue<string>() == "mailto:admin@proxy.example");
        StoredAccount.TryRead(_store, Document)!.Email.ShouldBe("admin@proxy.example");
    }

    [Fact]
    public async Task Forget_AccountThatTheAuthorityLost_IsRegisteredAnewWithTheSameKey()
    {
        var before = await OpenAsync();
        var source = new AccountSource(_store);

        source.Forget(Wish, Wish.Directory);

        (await OpenAsync()).ShouldBe(before);
        Authority.SentTo("/account").Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"directory\": ")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{ \"directory\": \"https://authority.example/dir\", \"keyPem\": \"-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY-----\" }")]
    [InlineData("{ \"directory\": \"https://authority.example/dir\", \"keyPem\": \"KEY\", \"location\": \"account/1\" }")]
    [InlineData("{ \"directory\": \"https://authority.example/dir\", \"keyPem\": \"KEY\", \"location\": \"ftp://authority.example/1\" }")]
    public async Task Open_DocumentDamaged_SaysWhichInOneLineAndMakesNoOther(string content)
    {
        var key = Key.ExportPem().ReplaceLineEndings("\\n");
        _store.Write(Document, Encoding.UTF8.GetBytes(content.Replace("KEY\"", key + "\"", StringComparison.Ordinal)));

        var error = await Should.ThrowAsync<CertificateException>(OpenAsync);

        error.Message.ShouldBe($"{Document} in the certificate store is damaged; remove it for a new account at the authority");
        Authority.Requests.ShouldBeEmpty();
    }

    private Task<string> OpenAsync() => OpenAsync(Wish);

    private async Task<string> OpenAsync(AcmeOptions wish)
    {
        var source = new AccountSource(_store);
        var (_, key) = await source.OpenAsync(Client, wish, wish.Directory, TestContext.Current.CancellationToken);
        using (key)
        {
            return key.Thumbprint;
        }
    }
}
