using Sockeye.Control.Importing;
using Sockeye.Tests.Configuration;

namespace Sockeye.Tests.Importing.Translation;

/// <summary>Whom a rule of Xray's for an e-mail address means.</summary>
public sealed class RuleUserTests : IDisposable
{
    private const string Xray = """
        {
          "inbounds": [ { "tag": "in", "protocol": "socks", "listen": "127.0.0.1", "port": 10800,
            "settings": { "auth": "password", "accounts": [ { "user": "alice", "pass": "alices-own-word" } ] } } ],
          "outbounds": [ { "protocol": "freedom", "tag": "direct" } ],
          "routing": { "rules": [ { "type": "field", "user": ["alice@vless.local"], "outboundTag": "block" } ] }
        }
        """;

    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData(null, "alice")]
    [InlineData("alice@vless.local", "alice")]
    [InlineData("alice@example.org", "alice")]
    public void Load_RuleForAnAddress_HoldsForTheUserOfItOrOfTheNameInIt(string? email, string expected)
    {
        var imported = Load(email);

        imported.Refusals.ShouldBeEmpty();
        imported.Text!.ShouldContain($"\"user\": [\n          \"{expected}\"\n");
    }

    public void Dispose() => _directory.Dispose();

    private ImportedConfiguration Load(string? email) => ImportedConfiguration.Load(
        new ImportFiles(
            null,
            _directory.Write("xray_config.json", Xray),
            _directory.Write("users.json", $$"""{ "users": [ { "username": "alice"{{(email is null ? "" : $", \"email\": \"{email}\"")}} } ] }"""),
            null),
        new ImportContext { Environment = _ => null });
}
