using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sockeye.Control.Storage;
using Sockeye.Control.Upstreams;
using Sockeye.Control.Users;
using Sockeye.Engine.Outbounds;
using Sockeye.Tests.Users;

namespace Sockeye.Tests.Upstreams;

public sealed class UpstreamStoreTests : IDisposable
{
    private static readonly NewUpstream Plain = new() { Id = "out", Scheme = "socks5s", Host = "proxy.example", Port = 1080 };

    private readonly TempDirectory _directory = new();
    private readonly ControlHarness _control;

    public UpstreamStoreTests() => _control = new ControlHarness(_directory);

    private UpstreamStore Upstreams => _control.Upstreams;

    [Fact]
    public void Add_Everything_IsReadBackByAnotherProcess()
    {
        var pem = AuthorityPem();
        var pin = RandomNumberGenerator.GetBytes(32);
        Upstreams.Add(Plain with
        {
            UserName = "me", Password = "pä:ss", CertificateAuthorityPem = pem, PinSha256 = pin, ServerName = "name.example", Enabled = false,
            Fallback = UpstreamFallback.Direct,
        });

        using var other = new ControlHarness(_directory);
        var read = other.Upstreams.Find("out").ShouldNotBeNull();
        (read.Scheme, read.Host, read.Port, read.UserName, read.Password).ShouldBe(("socks5s", "proxy.example", 1080, "me", "pä:ss"));
        read.CertificateAuthorityPem.ShouldBe(pem);
        read.PinSha256!.Value.ToArray().ShouldBe(pin);
        read.ServerName.ShouldBe("name.example");
        read.Enabled.ShouldBeFalse();
        read.Fallback.ShouldBe(UpstreamFallback.Direct);
        read.HasPassword.ShouldBeTrue();
        read.Unavailable.ShouldBeNull();
        read.CreatedAt.ShouldBe(_control.Time.GetUtcNow());
    }

    [Fact]
    public void Add_Password_LiesInNoFileInTheClear()
    {
        const string Secret = "a-very-recognisable-secret";
        var added = Upstreams.Add(Plain with { UserName = "me", Password = Secret });

        foreach (var file in Directory.GetFiles(_directory.Path))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            copy.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)).ShouldBe(-1, file);
        }

        added.ToString().ShouldNotContain(Secret);
        (Plain with { Password = Secret }).ToString().ShouldNotContain(Secret);
    }

    [Fact]
    public void Add_IdTaken_IsRefused()
    {
        Upstreams.Add(Plain);
        Refused(() => Upstreams.Add(Plain), StoreError.UpstreamTaken, "out");
    }

    [Theory]
    [InlineData("", "id")]
    [InlineData("a b", "id")]
    [InlineData("é", "id")]
    [InlineData("direct", "always exists")]
    [InlineData("Block", "always exists")]
    public void Add_BadId_IsRefused(string id, string word) => Refused(() => Upstreams.Add(Plain with { Id = id }), StoreError.InvalidValue, word);

    [Fact]
    public void Add_BadValue_IsRefused()
    {
        Upstreams.Add(Plain with { Id = new string('a', 64) }).Id.Length.ShouldBe(64);
        Invalid(Plain with { Id = new string('a', 65) }, "id");
        Invalid(Plain with { Scheme = "ftp" }, "scheme");
        Invalid(Plain with { Host = "" }, "host");
        Invalid(Plain with { Host = "a b" }, "host");
        Invalid(Plain with { Port = 0 }, "port");
        Invalid(Plain with { Port = 65536 }, "port");
        Invalid(Plain with { Password = "x" }, "user name");
        Invalid(Plain with { UserName = "me", Password = "" }, "password");
        Invalid(Plain with { UserName = new string('x', 256) }, "user name");
        Invalid(Plain with { PinSha256 = new byte[31] }, "SHA-256");
        Invalid(Plain with { CertificateAuthorityPem = "nonsense" }, "PEM");
        Invalid(Plain with { Scheme = "socks5", ServerName = "name.example" }, "socks5s");
    }

    [Fact]
    public void Set_OneField_LeavesTheOthersAndGrowsTheRevision()
    {
        var before = Upstreams.Add(Plain with { UserName = "me", Password = "secret", ServerName = "name.example" });

        var after = Upstreams.Set("out", new UpstreamChanges { Port = 1081 });

        after.Port.ShouldBe(1081);
        (after.Scheme, after.Host, after.UserName, after.Password, after.ServerName, after.Enabled).ShouldBe(
            (before.Scheme, before.Host, before.UserName, before.Password, before.ServerName, before.Enabled));
        after.Revision.ShouldBeGreaterThan(before.Revision);
    }

    [Fact]
    public void Set_NoUserName_TakesThePasswordAway()
    {
        Upstreams.Add(Plain with { UserName = "me", Password = "secret" });
        var after = Upstreams.Set("out", new UpstreamChanges { UserName = null });
        after.UserName.ShouldBeNull();
        after.HasPassword.ShouldBeFalse();
    }

    [Fact]
    public void SetPassword_ReplacesOrTakesAway()
    {
        Upstreams.Add(Plain with { UserName = "me" });
        Upstreams.SetPassword("out", "one").Password.ShouldBe("one");
        Upstreams.SetPassword("out", "two").Password.ShouldBe("two");
        Upstreams.SetPassword("out", null).HasPassword.ShouldBeFalse();
    }

    [Fact]
    public void Remove_InUse_IsRefusedWithTheUsersNames()
    {
        Upstreams.Add(Plain);
        foreach (var name in new[] { "bob", "alice" })
            _control.Users.Add(new NewUser { Name = name, PasswordHash = ControlHarness.Hash, Upstream = "out" });

        Refused(() => Upstreams.Remove("out"), StoreError.UpstreamInUse, "alice, bob");

        _control.Users.Remove("bob");
        _control.Users.Set("alice", new UserChanges { Upstream = null });
        Upstreams.Remove("out").Id.ShouldBe("out");
        Upstreams.List().ShouldBeEmpty();
    }

    [Fact]
    public void AnyChange_OfAnUnknownUpstream_IsRefused()
    {
        Upstreams.Find("none").ShouldBeNull();
        Refused(() => Upstreams.Set("none", new UpstreamChanges()), StoreError.UnknownUpstream, "none");
        Refused(() => Upstreams.SetPassword("none", "x"), StoreError.UnknownUpstream, "none");
        Refused(() => Upstreams.Remove("none"), StoreError.UnknownUpstream, "none");
    }

    [Fact]
    public void Key_LostAndMadeAnew_IsToldApartFromTheOldOne()
    {
        Upstreams.Add(Plain with { UserName = "me", Password = "secret" });
        File.Delete(_directory.File("secret.key"));
        Upstreams.Add(Plain with { Id = "other", UserName = "me", Password = "secret" }).Unavailable.ShouldBeNull();

        Upstreams.Find("out")!.Unavailable.ShouldNotBeNull().ShouldContain("another key");
        Upstreams.SetPassword("out", "again").Unavailable.ShouldBeNull();
    }

    public void Dispose()
    {
        _control.Dispose();
        _directory.Dispose();
    }

    private static string AuthorityPem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test authority", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return certificate.ExportCertificatePem();
    }

    private static void Refused(Func<object?> action, StoreError error, string word)
    {
        var exception = Should.Throw<StoreException>(() => { action(); });
        exception.Error.ShouldBe(error);
        exception.Message.ShouldContain(word);
        exception.Message.ShouldNotContain('\n');
    }

    private void Invalid(NewUpstream upstream, string word) => Refused(() => Upstreams.Add(upstream), StoreError.InvalidValue, word);
}
