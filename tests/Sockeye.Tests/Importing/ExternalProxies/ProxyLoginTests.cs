using Sockeye.Control.Importing;

namespace Sockeye.Tests.Importing.ExternalProxies;

public sealed class ProxyLoginTests
{
    [Theory]
    [InlineData("\"auth\": { \"username\": \"u\", \"password\": \"Secret-1\" }", "u", "Secret-1")]
    [InlineData("\"auth\": { \"enabled\": true, \"username\": \"u\", \"password\": \"Secret-1\" }", "u", "Secret-1")]
    [InlineData("\"auth\": { \"required\": true, \"user\": \"u\", \"pass\": \"Secret-1\" }", "u", "Secret-1")]
    [InlineData("\"username\": \"u\", \"password\": \"Secret-1\"", "u", "Secret-1")]
    [InlineData("\"auth\": true, \"username\": \"u\", \"password\": \"Secret-1\"", "u", "Secret-1")]
    [InlineData("\"auth\": { \"username\": \"u\" }, \"username\": \"u\", \"password\": \"Secret-1\"", "u", "Secret-1")]
    [InlineData("\"username\": \"u\"", "u", null)]
    [InlineData("\"username\": \"u\", \"password\": \"\"", "u", null)]
    [InlineData("\"username\": \"\", \"password\": \"\"", null, null)]
    [InlineData("\"auth\": null", null, null)]
    [InlineData("\"auth\": {}", null, null)]
    [InlineData("\"auth\": { \"required\": false }", null, null)]
    [InlineData("\"auth\": { \"enabled\": false, \"username\": \"u\", \"password\": \"Secret-1\" }", null, null)]
    [InlineData("\"auth\": false, \"username\": \"u\", \"password\": \"changeme\"", null, null)]
    public void Read_Login_IsTaken(string fields, string? name, string? password)
    {
        var file = ProxyFile.Of("socks5", fields);
        file.Refusals.ShouldBeEmpty();
        (file.Only.UserName, file.Only.Password).ShouldBe((name, password));
    }

    [Theory]
    [InlineData("\"password\": \"Secret-1\"", "[0].password: a password without a user name; put \"username\" beside it, or leave it out")]
    [InlineData("\"username\": \"\", \"password\": \"Secret-1\"", "[0].password: a password without a user name; put \"username\" beside it, or leave it out")]
    [InlineData("\"username\": \"u\", \"password\": \"<PASSWORD>\"", "[0].password: a placeholder, not a password; put the proxy's own password in its place")]
    [InlineData("\"username\": \"u\", \"password\": \"Secret-1\", \"pass\": \"Secret-2\"", "[0].pass: [0].password says something else; leave one of them out")]
    [InlineData("\"auth\": { \"username\": \"u\" }, \"username\": \"v\"", "[0].username: [0].auth.username says something else; leave one of them out")]
    [InlineData("\"auth\": { \"enabled\": true }", "[0].auth.enabled: a login is asked for and there is none; put \"username\" and \"password\", or false here")]
    [InlineData("\"auth\": { \"required\": true }", "[0].auth.required: a login is asked for and there is none; put \"username\" and \"password\", or false here")]
    [InlineData("\"auth\": true", "[0].auth: a login is asked for and there is none; put \"username\" and \"password\", or false here")]
    [InlineData("\"auth\": \"password\"", "[0].auth: expected an object with \"username\" and \"password\", or true or false, found a string")]
    [InlineData("\"auth\": { \"username\": 7, \"password\": \"Secret-1\" }", "[0].auth.username: expected a string, found a number")]
    [InlineData("\"username\": \"a\\nb\"", "[0].username: a user name must not contain control characters")]
    public void Read_LoginAtFault_IsRefusedOnce(string fields, string refusal)
    {
        var file = ProxyFile.Of("socks5", fields);
        file.Refusals.ShouldHaveSingleItem().ShouldEndWith(" " + refusal);
        file.Notes.ShouldAllBe(note => !note.ToString().Contains("Secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("socks5", 0)]
    [InlineData("http", 1)]
    [InlineData("https", 1)]
    public void Read_AColonInTheName_IsAFaultOfHttpAlone(string type, int refusals) =>
        ProxyFile.Of(type, "\"username\": \"a:b\"").Refusals.Count().ShouldBe(refusals);

    [Theory]
    [InlineData(255, 0)]
    [InlineData(256, 2)]
    public void Read_LongLogin_IsRefused(int bytes, int refusals)
    {
        var text = new string('s', bytes);
        ProxyFile.Of("socks5", $"\"username\": \"{text}\", \"password\": \"{text}\"").Refusals.Count().ShouldBe(refusals);
    }

    [Fact]
    public void Read_ALoginSwitchedOff_IsToldAsLeftOut()
    {
        var file = ProxyFile.Of("socks5", "\"auth\": { \"enabled\": false, \"username\": \"u\" }");
        (file.At("[0].auth.username").Outcome, file.At("[0].auth.username").Message).ShouldBe((ImportOutcome.Unconcerned, "the login is switched off; left out"));
    }
}
