using Sockeye.Control.Importing;
using Sockeye.Core.Net;

namespace Sockeye.Tests.Importing.ExternalProxies;

public sealed class ProxyFieldTests
{
    private const string Host = "expected a name or an IP address and nothing else; the port stands in \"port\", a login in \"username\" and \"password\"";

    [Theory]
    [InlineData("socks5", ProxyScheme.Socks5, ImportOutcome.Taken)]
    [InlineData("SOCKS5", ProxyScheme.Socks5, ImportOutcome.Taken)]
    [InlineData("socks5h", ProxyScheme.Socks5, ImportOutcome.Translated)]
    [InlineData("Socks", ProxyScheme.Socks5, ImportOutcome.Translated)]
    [InlineData("socks5s", ProxyScheme.Socks5Tls, ImportOutcome.Taken)]
    [InlineData("socks5+tls", ProxyScheme.Socks5Tls, ImportOutcome.Translated)]
    [InlineData("socks5-TLS", ProxyScheme.Socks5Tls, ImportOutcome.Translated)]
    [InlineData("http", ProxyScheme.Http, ImportOutcome.Taken)]
    [InlineData("https", ProxyScheme.HttpTls, ImportOutcome.Taken)]
    public void Read_Type_GivesTheScheme(string type, ProxyScheme scheme, ImportOutcome outcome)
    {
        var file = ProxyFile.Of(type, "\"active\": true");
        file.Only.Scheme.ShouldBe(scheme);
        file.At("[0].type").Outcome.ShouldBe(outcome);
    }

    [Theory]
    [InlineData("socks5", "\"tls\": { \"enabled\": true }", ProxyScheme.Socks5Tls)]
    [InlineData("http", "\"tls\": { \"enabled\": true }", ProxyScheme.HttpTls)]
    [InlineData("http", "\"tls\": true", ProxyScheme.HttpTls)]
    [InlineData("http", "\"tls\": false", ProxyScheme.Http)]
    [InlineData("socks5", "\"tls\": { \"enabled\": false }", ProxyScheme.Socks5)]
    [InlineData("socks5", "\"tls\": null", ProxyScheme.Socks5)]
    [InlineData("socks5s", "\"tls\": {}", ProxyScheme.Socks5Tls)]
    [InlineData("https", "\"tls\": { \"enabled\": true }", ProxyScheme.HttpTls)]
    public void Read_Tls_MakesThePlainTypeItsTlsKind(string type, string tls, ProxyScheme scheme)
    {
        var file = ProxyFile.Of(type, tls);
        file.Only.Scheme.ShouldBe(scheme);
        file.Refusals.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("socks4", "[0].type: expected socks5, socks5s, http or https, found \"socks4\"; did you mean \"socks5\"?")]
    [InlineData("vless", "[0].type: expected socks5, socks5s, http or https, found \"vless\"")]
    [InlineData("socks5s\", \"protocol\": \"http", "[0].protocol: [0].type says something else; leave one of them out")]
    [InlineData("socks5s\", \"tls\": { \"enabled\": false }, \"x\": \"", "[0].tls.enabled: socks5s has TLS; put true here, or the type socks5 for a proxy without")]
    [InlineData("https\", \"tls\": false, \"x\": \"", "[0].tls: https has TLS; put true here, or the type http for a proxy without")]
    [InlineData("https\", \"tls\": \"on", "[0].tls: expected an object with \"enabled\", or true or false, found a string")]
    public void Read_TypeAtFault_IsRefused(string type, string refusal) =>
        ProxyFile.Of(type, "\"active\": true").Refusals.ShouldHaveSingleItem().ShouldEndWith(" " + refusal);

    [Theory]
    [InlineData("\"server_name\": \"y\"", "\"y\"")]
    [InlineData("\"server_name\": \"Yes\"", "\"Yes\"")]
    [InlineData("\"sni\": \"n\"", "\"n\"")]
    [InlineData("\"serverName\": \"no\"", "\"no\"")]
    public void Read_AnAnswerAsServerName_IsRefused(string field, string answer) =>
        ProxyFile.Of("socks5s", $"\"tls\": {{ {field} }}").Refusals.ShouldHaveSingleItem().ShouldEndWith(
            answer + " answers a question and names no server; put the name in the proxy's certificate, such as proxy.example, or leave it out");

    [Theory]
    [InlineData("\"tls\": { \"server_name\": \"front.example\" }", "front.example")]
    [InlineData("\"server_name\": \"192.0.2.7\"", "192.0.2.7")]
    [InlineData("\"tls\": { \"server_name\": \"front\" }", "front")]
    [InlineData("\"tls\": { \"server_name\": \"\" }", null)]
    [InlineData("\"tls\": { \"server_name\": null }", null)]
    [InlineData("\"tls\": { \"server_name\": \"front.example\" }, \"sni\": \"front.example\"", "front.example")]
    public void Read_ServerName_IsTaken(string fields, string? name)
    {
        var file = ProxyFile.Of("socks5s", fields);
        file.Only.ServerName.ShouldBe(name);
        file.Refusals.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"tls\": { \"server_name\": \"front.example\" }, \"sni\": \"other.example\"", "[0].sni: [0].tls.server_name says something else; leave one of them out")]
    [InlineData("\"tls\": { \"server_name\": \"a b\" }", "[0].tls.server_name: expected a name or an IP address, found \"a b\"")]
    [InlineData("\"tls\": { \"allow_insecure\": \"yes\" }", "[0].tls.allow_insecure: expected true or false, found a string")]
    public void Read_TlsAtFault_IsRefused(string fields, string refusal) =>
        ProxyFile.Of("socks5s", fields).Refusals.ShouldHaveSingleItem().ShouldEndWith(" " + refusal);

    [Theory]
    [InlineData("socks5s", "\"tls\": { \"allow_insecure\": true }", "[0].tls.allow_insecure")]
    [InlineData("socks5s", "\"skip_verify\": true", "[0].skip_verify")]
    [InlineData("socks5", "\"tls\": { \"enabled\": true, \"insecure\": true }", "[0].tls.insecure")]
    [InlineData("socks5s", "\"tls\": { \"allow_insecure\": false }", null)]
    [InlineData("socks5", "\"tls\": { \"allow_insecure\": true }", null)]
    public void Read_AllowInsecure_HasItsPlaceAndNoNote(string type, string fields, string? path)
    {
        var file = ProxyFile.Of(type, fields);
        file.Only.AllowsInsecure?.Path.ShouldBe(path);
        (file.Only.AllowsInsecure is null).ShouldBe(path is null);
        file.Notes.ShouldNotContain(note => note.Place.Path == path);
        file.Refusals.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("socks5", "\"tls\": { \"server_name\": \"y\" }", "[0].tls.server_name")]
    [InlineData("http", "\"sni\": \"front.example\"", "[0].sni")]
    public void Read_ServerNameWithoutTls_ConcernsNobody(string type, string fields, string path)
    {
        var file = ProxyFile.Of(type, fields);
        (file.Only.ServerName, file.At(path).Outcome).ShouldBe((null, ImportOutcome.Unconcerned));
    }

    [Theory]
    [InlineData("\"address\": \"proxy.example:1080\"", "address: " + Host)]
    [InlineData("\"address\": \"socks5://a:Secret-1@proxy.example\"", "address: " + Host)]
    [InlineData("\"address\": \"\"", "address: " + Host)]
    [InlineData("\"address\": 7", "address: expected a string, found a number")]
    [InlineData("\"address\": \"a.example\", \"host\": \"b.example\"", "host: [0].address says something else; leave one of them out")]
    [InlineData("\"port\": 0", "port: expected a whole number from 1 to 65535, found 0")]
    [InlineData("\"port\": \"65536\"", "port: expected a whole number from 1 to 65535, found \"65536\"")]
    [InlineData("\"port\": \"+80\"", "port: expected a whole number from 1 to 65535, found \"+80\"")]
    [InlineData("\"port\": 1080.5", "port: expected a whole number from 1 to 65535, found 1080.5")]
    [InlineData("\"port\": true", "port: expected a number, found true")]
    [InlineData("\"id\": \"a b\"", "id: the id of an upstream is 1 to 64 of A-Z a-z 0-9 . _ -")]
    [InlineData("\"id\": \"direct\"", "id: an upstream cannot be called direct: that outbound always exists")]
    [InlineData("\"id\": 7", "id: expected a string, found a number")]
    [InlineData("\"active\": 1", "active: expected true or false, found a number")]
    [InlineData("\"retry\": 3", "retry: expected an object, found a number")]
    [InlineData("\"retry\": { \"max_attempts\": \"3\" }", "retry.max_attempts: expected a number, found a string")]
    [InlineData("\"retry\": { \"backoff_multiplier\": \"2\" }", "retry.backoff_multiplier: expected a number, found a string")]
    public void Read_FieldAtFault_IsRefused(string field, string refusal)
    {
        // Of a key that stands twice the last counts.
        var refused = ProxyFile.Of("socks5", field).Refusals.ShouldHaveSingleItem();
        refused.ShouldEndWith(" [0]." + refusal);
        refused.ShouldNotContain("Secret");
    }

    [Fact]
    public void Read_IdAndName_LetsTheIdCount()
    {
        var file = ProxyFile.Of("socks5", "\"name\": \"My proxy\"");
        file.Only.Id.ShouldBe("p");
        (file.At("[0].name").Outcome, file.At("[0].name").Message).ShouldBe((ImportOutcome.Unconcerned, "the \"id\" counts; left out"));
    }

    [Theory]
    [InlineData("\"retry\": { \"max_attempts\": 3 }", ImportOutcome.Warning)]
    [InlineData("\"retry\": { \"enabled\": false, \"max_attempts\": 3 }", ImportOutcome.Unconcerned)]
    [InlineData("\"retry\": { \"enabled\": true, \"max_attempts\": 1 }", ImportOutcome.Unconcerned)]
    public void Read_Retry_IsNotTakenOver(string field, ImportOutcome outcome)
    {
        var note = ProxyFile.Of("socks5", field).At("[0].retry.max_attempts");
        (note.Outcome, note.Message).ShouldBe((outcome, "an upstream that fails is told to the client at once, and clients try again; not taken over"));
    }
}
