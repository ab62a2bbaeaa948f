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
    [InlineData("alice@vless.local", "alice@vless.local")]
    public void Load_AddressOfOneUser_IsHis(string? email, string expected)
    {
        var imported = Load(email);

        imported.Refusals.ShouldBeEmpty();
        imported.Text!.ShouldContain($"\"user\": [\n          \"{expected}\"\n");
    }

    [Fact]
    public void Load_NameOfAUserWithAnotherAddress_IsNotHisAndTold()
    {
        var imported = Load("alice@example.org");

        imported.Refusals.ShouldBeEmpty();
        imported.Text!.ShouldContain("\"user\": [\n          \"alice@vless.local\"\n");
        var warning = imported.Notes.Single(note => note is { Outcome: ImportOutcome.Warning, Place.Path: "routing.rules[0].user[0]" });
        warning.Message.ShouldContain("alice@example.org");
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
