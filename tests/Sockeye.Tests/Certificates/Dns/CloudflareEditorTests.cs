using Sockeye.Acme;
using Sockeye.Control.Certificates.Dns;
using Sockeye.Control.Certificates.Dns.Lookups;
using Sockeye.Control.Configuration;

namespace Sockeye.Tests.Certificates.Dns;

/// <summary>Records by Cloudflare's interface, by a double that behaves as its documentation says.</summary>
public sealed class CloudflareEditorTests : IAsyncLifetime
{
    private const string Name = "_acme-challenge.www.example.com";

    private readonly CloudflareDouble _cloudflare = new();
    private readonly ScriptedLookup _lookup = new();
    private ProviderDouble _server = null!;

    public async ValueTask InitializeAsync() => _server = await ProviderDouble.StartAsync(_cloudflare.Answer);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Add_TwoValues_StandBesideEachOtherInTheZoneAbove()
    {
        await Editor().AddTextAsync(Name, "one", CancellationToken.None);
        await Editor().AddTextAsync(Name, "two", CancellationToken.None);
        await Editor().AddTextAsync(Name, "two", CancellationToken.None);

        _cloudflare.Records.Select(r => (r.Name, r.Content)).ShouldBe([(Name, "\"one\""), (Name, "\"two\"")]);
        _server.Requests.Take(3).ShouldBe(["GET /client/v4/zones?name=_acme-challenge.www.example.com", "GET /client/v4/zones?name=www.example.com", "GET /client/v4/zones?name=example.com"]);
    }

    [Fact]
    public async Task Remove_OneOfTwo_KeepsTheOther()
    {
        _cloudflare.Records.AddRange([("a1", Name, "\"one\""), ("a2", Name, "one"), ("a3", Name, "\"two\""), ("a4", "other.example.com", "\"one\"")]);

        await Editor().RemoveTextAsync(Name, "one", CancellationToken.None);
        await Editor().RemoveTextAsync(Name, "one", CancellationToken.None);

        _cloudflare.Records.Select(r => r.Id).ShouldBe(["a3", "a4"]);
    }

    [Fact]
    public async Task Add_WhereACnameStands_EditsItsTarget()
    {
        _lookup.Say("system", "_acme-challenge.example.org", DnsRecordKind.Alias, "keys.example.com");

        await Editor().AddTextAsync("_acme-challenge.example.org", "one", CancellationToken.None);

        _cloudflare.Records.Single().Name.ShouldBe("keys.example.com");
    }

    [Fact]
    public async Task Add_WrongToken_TellsCloudflaresErrorAndNotTheToken()
    {
        var message = await FailureAsync(Editor("wr0ng-token"));

        message.ShouldBe($"Cloudflare refused to look for the zone of {Name}: \"Authentication error\" (10000); the token needs Zone:Read and DNS:Edit for the zone, and may not be expired");
    }

    [Fact]
    public async Task Add_ZoneThatTheTokenDoesNotSee_SaysSo() =>
        (await FailureAsync(Editor(), "_acme-challenge.example.net"))
            .ShouldBe("Cloudflare shows no zone for _acme-challenge.example.net to this token; give the token Zone:Read and DNS:Edit for the zone");

    [Fact]
    public async Task Add_SomebodyElseAnswers_SaysWhat()
    {
        await using var other = await ProviderDouble.StartAsync((_, _) => (502, "<html>\u001b[31mBad Gateway"));

        (await FailureAsync(Editor(url: other.Url)))
            .ShouldBe($"{other.Url} gave no answer of Cloudflare's interface: HTTP 502, \"<html>\\u001b[31mBad Gateway\"");
    }

    [Fact]
    public async Task Add_IdThatLeadsElsewhere_IsRefused()
    {
        await using var other = await ProviderDouble.StartAsync((request, _) =>
            (200, $$"""{"success":true,"result":[{"id":"../../user","name":"{{request.Query["name"]}}"}]}"""));

        (await FailureAsync(Editor(url: other.Url))).ShouldContain("an id is missing or odd");
    }

    private static async Task<string> FailureAsync(IDnsRecordEditor editor, string name = Name) =>
        (await Should.ThrowAsync<ChallengeException>(() => editor.AddTextAsync(name, "one", CancellationToken.None))).Message;

    private IDnsRecordEditor Editor(string token = CloudflareDouble.Token, Uri? url = null) => DnsRecordEditors.Create(
        new DnsOptions(new CloudflareOptions(url ?? new Uri(_server.Url, "client/v4"), token), new DnsPropagationOptions([], TimeSpan.FromSeconds(1))),
        _lookup,
        TimeProvider.System);
}
