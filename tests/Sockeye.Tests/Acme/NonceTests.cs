using Sockeye.Acme;

namespace Sockeye.Tests.Acme;

public sealed class NonceTests : AcmeTest
{
    [Fact]
    public async Task Post_AfterAnAnswer_UsesTheNonceOfIt()
    {
        var account = await RegisterAsync();
        await account.GetStateAsync();
        await account.GetStateAsync();

        Authority.Requests.Count(request => request.Method == HttpMethod.Head).ShouldBe(1);
    }

    [Fact]
    public async Task Post_WithANonceThatIsRefused_TriesWithTheOneOfTheError()
    {
        Authority.RefusedNonces = 10;

        await RegisterAsync();

        Authority.Requests.Count(request => request.Method == HttpMethod.Post).ShouldBe(11);
        Authority.Requests.Count(request => request.Method == HttpMethod.Head).ShouldBe(1);
    }

    [Fact]
    public async Task Post_WhereEveryNonceIsRefused_EndsAfterTenMore()
    {
        Authority.RefusedNonces = int.MaxValue;

        var error = await Should.ThrowAsync<AcmeException>(() => RegisterAsync());

        error.Problem.ShouldNotBeNull().Type.ShouldBe(AcmeErrorType.BadNonce);
        Authority.Requests.Count(request => request.Method == HttpMethod.Post).ShouldBe(11);
    }

    [Fact]
    public async Task Post_WhereTheNonceIsNone_SaysSo()
    {
        Authority.Instead = (path, _) => path == "/nonce" ? new DoubleReply(System.Net.HttpStatusCode.NotFound, null, []) : null;

        var error = await Should.ThrowAsync<AcmeException>(() => RegisterAsync());

        error.Message.ShouldBe("authority.example answered the request for a nonce with 404 (NotFound) and no content, not in ACME's form");
    }
}
