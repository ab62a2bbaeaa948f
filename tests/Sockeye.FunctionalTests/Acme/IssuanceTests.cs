using Sockeye.Acme;
using Sockeye.FunctionalTests.Testing.Pebble;

namespace Sockeye.FunctionalTests.Acme;

/// <summary>Certificates from Pebble by each kind of challenge.</summary>
public sealed class IssuanceTests : AcmeTest
{
    [Theory]
    [InlineData("http-01", "www.example.com", "example.com")]
    [InlineData("tls-alpn-01", "www.example.com", "example.com")]
    [InlineData("dns-01", "example.com", "*.example.com", "example.org")]
    public async Task Issue_ByEachKindOfChallenge_GivesAChainOfTheAuthority(string challenge, params string[] names)
    {
        var pebble = await StartPebbleAsync();

        var chain = await IssueAsync(await RegisterAsync(pebble), new TestServerResponder(pebble.Challenges, challenge), names);

        ShouldBeTrusted(chain, await pebble.GetRootAsync(), names);
        chain.Alternates.ShouldBeEmpty();
    }
}
