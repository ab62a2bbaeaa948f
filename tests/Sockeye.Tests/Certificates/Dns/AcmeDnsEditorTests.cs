using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sockeye.Acme;
using Sockeye.Control.Certificates.Dns;
using Sockeye.Control.Configuration;

namespace Sockeye.Tests.Certificates.Dns;

/// <summary>Records at an acme-dns server, by a double that takes and refuses what its documentation says.</summary>
public sealed class AcmeDnsEditorTests : IAsyncLifetime
{
    private const string Value = "LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0";

    private readonly List<(string Subdomain, string Text)> _values = [];
    private ProviderDouble _server = null!;

    public async ValueTask InitializeAsync() => _server = await ProviderDouble.StartAsync(Answer);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Add_Account_UpdatesItsSubdomain()
    {
        await Editor(new AcmeDnsAccount("user", "key", "sub", "sub.auth.example")).AddTextAsync("_acme-challenge.example.com", Value, CancellationToken.None);

        _values.ShouldBe([("sub", Value)]);
        _server.Requests.ShouldBe(["POST /update"]);
    }

    [Fact]
    public async Task Remove_Value_AsksNothing()
    {
        await Editor(new AcmeDnsAccount("user", "key", "sub", "sub.auth.example")).RemoveTextAsync("_acme-challenge.example.com", Value, CancellationToken.None);

        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Add_WrongPassword_SaysSoWithoutIt()
    {
        var message = await FailureAsync(Editor(new AcmeDnsAccount("user", "wrong-key", "sub", "sub.auth.example")));

        message.ShouldBe($"{_server.Url} does not take the credentials for sub.auth.example (HTTP 401): they are wrong, or its \"allowfrom\" leaves this machine out; register anew if need be");
    }

    [Fact]
    public async Task Add_ValueThatIsRefused_TellsTheAnswer() =>
        (await FailureAsync(Editor(new AcmeDnsAccount("user", "key", "sub", "sub.auth.example")), "short"))
            .ShouldBe($"{_server.Url} refused the value for sub.auth.example: HTTP 400, \"{{\\\"error\\\": \\\"bad_txt\\\"}}\"");

    [Fact]
    public async Task Add_DomainWithoutAnEntry_SaysWhatToDo()
    {
        var options = new AcmeDnsOptions(_server.Url, new Dictionary<string, AcmeDnsAccount> { ["example.net"] = new("user", "key", "sub", "sub.auth.example") });

        (await FailureAsync(Editor(options))).ShouldStartWith("the acme-dns credentials have no entry for example.com; register it at http://127.0.0.1:");
    }

    [Fact]
    public async Task Add_ServerThatIsAway_SaysSo()
    {
        var url = _server.Url;
        await _server.DisposeAsync();

        (await FailureAsync(Editor(new AcmeDnsAccount("user", "key", "sub", "sub.auth.example")))).ShouldStartWith($"{url.ToString().TrimEnd('/')} can't be reached: ");
    }

    private static async Task<string> FailureAsync(IDnsRecordEditor editor, string value = Value) =>
        (await Should.ThrowAsync<ChallengeException>(() => editor.AddTextAsync("_acme-challenge.example.com", value, CancellationToken.None))).Message;

    private IDnsRecordEditor Editor(AcmeDnsAccount account) => Editor(new AcmeDnsOptions(_server.Url, new Dictionary<string, AcmeDnsAccount> { [""] = account }));

    private static IDnsRecordEditor Editor(AcmeDnsOptions options) =>
        DnsRecordEditors.Create(new DnsOptions(options, new DnsPropagationOptions([], TimeSpan.FromSeconds(1))), TimeProvider.System);

    private (int Status, string Json) Answer(HttpRequest request, JsonNode? body)
    {
        if (request.Headers["X-Api-User"] != "user" || request.Headers["X-Api-Key"] != "key")
        {
            return (401, """{"error": "forbidden"}""");
        }

        var text = body!["txt"]!.GetValue<string>();
        if (text.Length != 43)
        {
            return (400, """{"error": "bad_txt"}""");
        }

        _values.Add((body["subdomain"]!.GetValue<string>(), text));
        return (200, $$"""{"txt": "{{text}}"}""");
    }
}
