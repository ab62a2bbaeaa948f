using System.Text;
using System.Text.Json;
using CsCheck;
using Sockeye.Control.Clients;
using Sockeye.Core.Net;

namespace Sockeye.Tests.Clients;

/// <summary>Logins come back out of what was written as they went in.</summary>
public sealed class ClientTextTests
{
    private static readonly JsonDocumentOptions _withComments = new() { CommentHandling = JsonCommentHandling.Skip };

    // Every kind of character that is awkward somewhere; colons never stand in a name.
    private static readonly Gen<string> _text =
        Gen.Char["abcXYZ019 '\"\\$`%:@/?#&=+,;!{}[]<>|~^*()-_.\té名\u2028\u00a0"].Array[1, 24].Select(chars => new string(chars) + "😀");

    private static readonly Gen<(string Name, string Password)> _login =
        Gen.Select(_text, _text, (name, password) => (name.Replace(":", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal), password));

    [Fact]
    public void Url_OfAnyLogin_IsReadBack() => _login.Sample(login =>
    {
        ProxyUrl.TryParse(Text("url", login).TrimEnd('\n'), out var url, out var error).ShouldBeTrue(error);
        (url!.UserName, url.Password, url.Scheme, url.Host, url.Port).ShouldBe((login.Name, login.Password, ProxyScheme.Socks5Tls, "proxy.example", (ushort)1080));
    });

    [Theory]
    [InlineData("docker", "proxies", "https-proxy")]
    [InlineData("vscode", "http.proxy", null)]
    public void ProxyUrlInJson_OfAnyLogin_IsReadBack(string format, string outer, string? inner) => _login.Sample(login =>
    {
        using var json = JsonDocument.Parse(Text(format, login), _withComments);
        var value = json.RootElement.GetProperty(outer);
        ProxyUrl.TryParse((inner is null ? value : value.GetProperty(inner)).GetString()!, out var url, out var error).ShouldBeTrue(error);
        (url!.UserName, url.Password, url.Scheme).ShouldBe((login.Name, login.Password, ProxyScheme.HttpTls));
    });

    [Fact]
    public void XrayJson_OfAnyLogin_IsReadBack() => _login.Sample(login =>
    {
        using var json = JsonDocument.Parse(Text("xray", login), _withComments);
        var user = json.RootElement.GetProperty("outbounds")[0].GetProperty("settings").GetProperty("servers")[0].GetProperty("users")[0];
        (user.GetProperty("user").GetString(), user.GetProperty("pass").GetString()).ShouldBe(login);
    });

    [Fact]
    public void SingBoxJson_OfAnyLogin_IsReadBack() => _login.Sample(login =>
    {
        using var json = JsonDocument.Parse(Text("sing-box", login), _withComments);
        var outbound = json.RootElement.GetProperty("outbounds")[0];
        (outbound.GetProperty("username").GetString(), outbound.GetProperty("password").GetString()).ShouldBe(login);
    });

    [Fact]
    public void Lists_OfAnyLogin_HoldItAsItIsOrAreRefused() => _login.Sample(login =>
    {
        foreach (var format in new[] { "surge", "quantumult-x" })
        {
            var document = Document(format, login);
            if (document.Fault is null)
            {
                var line = Encoding.UTF8.GetString(document.Content.Span).TrimEnd('\n').Split('\n')[^1];
                var fields = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(',', StringSplitOptions.TrimEntries);
                fields.ShouldContain(format == "surge" ? login.Name : $"username={login.Name}");
                fields.ShouldContain(format == "surge" ? login.Password : $"password={login.Password}");
            }
        }
    });

    [Fact]
    public void Comments_OfAnyName_AreOneLineEach() => _login.Sample(login =>
    {
        foreach (var (format, sign) in new[] { ("pac", "//"), ("proxychains", "#"), ("ssh", "#") })
        {
            var lines = Text(format, login).Split('\n', '\u2028');
            lines.Count(line => line.StartsWith(sign, StringComparison.Ordinal)).ShouldBe(
                Text(format, ("alice", "x")).Split('\n').Count(line => line.StartsWith(sign, StringComparison.Ordinal)));
        }
    });

    [Fact]
    public void Comments_OfAPathWithALineFeed_AreOneLineEach()
    {
        var document = ClientFormats.Find("env")!.Write(ClientProfiles.Placeholder with { AuthorityFile = "/x\nexport EVIL=1" });
        Encoding.UTF8.GetString(document.Content.Span).Split('\n').ShouldNotContain(line => line.StartsWith("export EVIL", StringComparison.Ordinal));
    }

    [Fact]
    public void Ssh_PercentSignsOfTheName_StandTwice()
    {
        var line = Text("ssh", ("é", "x")).Split('\n').Single(l => l.Contains("ProxyCommand", StringComparison.Ordinal));
        line.ShouldContain("socks5s://%%C3%%A9@proxy.example:1080");
        line.ShouldEndWith("--stdio %h %p");
    }

    [Theory]
    [InlineData("plain-1/2.x", "plain-1/2.x")]
    [InlineData("", "''")]
    [InlineData("a b", "'a b'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$(x)`y`", "'$(x)`y`'")]
    [InlineData("~", "'~'")]
    public void ShellQuote_OfAWord_IsOneWord(string text, string quoted) => ShellText.Quote(text).ShouldBe(quoted);

    [Fact]
    public void ToString_OfAProfileAndADocument_ShowNoPassword()
    {
        var profile = ClientProfiles.Public;
        profile.ToString().ShouldNotContain(profile.Password!);
        foreach (var format in ClientFormats.All)
        {
            format.Write(profile).ToString().ShouldNotContain(profile.Password!);
        }
    }

    [Fact]
    public void HasPassword_OfEveryFormat_IsTrueExactlyWhereItStands()
    {
        var profile = ClientProfiles.Public;
        foreach (var format in ClientFormats.All.Where(f => !f.Name.StartsWith("qr", StringComparison.Ordinal)))
        {
            var document = format.Write(profile);
            document.HasPassword.ShouldBe(Encoding.UTF8.GetString(document.Content.Span).Contains(profile.Password!, StringComparison.Ordinal), format.Name);
            format.Write(profile with { Password = null }).HasPassword.ShouldBeFalse(format.Name);
            string.Concat(document.Notes).ShouldNotContain(profile.Password!);
        }
    }

    private static string Text(string format, (string Name, string Password) login) => Encoding.UTF8.GetString(Document(format, login).Content.Span);

    private static ClientDocument Document(string format, (string Name, string Password) login) => ClientFormats.Find(format)!.Write(
        ClientProfiles.Placeholder with { UserName = login.Name, Password = login.Password });
}
