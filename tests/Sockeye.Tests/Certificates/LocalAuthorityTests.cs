using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Control.Certificates;
using Sockeye.Control.Configuration;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Tests.Configuration;

namespace Sockeye.Tests.Certificates;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class LocalAuthorityTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly LogCollector _log = new();
    private MachineNames _machine = Machine("10.0.0.7", "fd00::7");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Ensure_FirstTime_MakesPrivateFiles()
    {
        using var authority = Ensure();

        Directory.GetFiles(_directory.Path).Select(Path.GetFileName).ShouldBe(["ca.key", "ca.pem", "local.pem"], ignoreOrder: true);
        Directory.GetFiles(_directory.Path).ShouldAllBe(f => File.GetUnixFileMode(f) == AtomicFile.OwnerOnly);
        authority.CertificatePath.ShouldBe(_directory["ca.pem"]);
        File.ReadAllText(_directory["ca.pem"]).ShouldNotContain("PRIVATE");
    }

    [Fact]
    public void Ensure_Authority_MayCertifyThisMachineOnly()
    {
        using var authority = Ensure();
        var certificate = authority.Authority;

        certificate.Subject.ShouldBe("CN=Sockeye local authority (box)");
        var basic = certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single();
        (basic.CertificateAuthority, basic.HasPathLengthConstraint, basic.PathLengthConstraint, basic.Critical).ShouldBe((true, true, 0, true));
        var usage = certificate.Extensions.OfType<X509KeyUsageExtension>().Single();
        (usage.KeyUsages, usage.Critical).ShouldBe((X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        certificate.Extensions.Single(e => e.Oid!.Value == "2.5.29.30").Critical.ShouldBeTrue();
        certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().ShouldHaveSingleItem();
        var constraints = NameConstraints.TryRead(certificate).ShouldNotBeNull();
        constraints.Names.ShouldBe(["localhost", "box", "box.lan"]);
        constraints.Addresses.Select(a => a.ToString()).ShouldBe(["127.0.0.1", "::1", "10.0.0.7", "fd00::7"]);
        (certificate.NotAfter - certificate.NotBefore).TotalDays.ShouldBeInRange(3650, 3653);
    }

    [Fact]
    public void Ensure_Leaf_IsForThisMachineAndShortLived()
    {
        using var authority = Ensure();
        var leaf = authority.Certificate.Leaf;

        authority.Certificate.Intermediates.ShouldBeEmpty();
        leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKey().ShouldNotBeEmpty();
        var names = leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        names.EnumerateDnsNames().ShouldBe(["localhost", "box", "box.lan"]);
        names.EnumerateIPAddresses().Select(a => a.ToString()).ShouldBe(["127.0.0.1", "::1", "10.0.0.7", "fd00::7"]);
        (leaf.NotAfter - leaf.NotBefore).ShouldBeLessThan(TimeSpan.FromDays(397));
        leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages[0].Value.ShouldBe("1.3.6.1.5.5.7.3.1");
        leaf.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages.ShouldBe(X509KeyUsageFlags.DigitalSignature);
        leaf.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().Single().KeyIdentifier!.Value.ToArray()
            .ShouldBe(authority.Authority.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single().SubjectKeyIdentifierBytes.ToArray());
    }

    [Fact]
    public void Ensure_Again_KeepsEverything()
    {
        using var first = Ensure();
        using var second = Ensure();

        second.Authority.Thumbprint.ShouldBe(first.Authority.Thumbprint);
        second.Certificate.Leaf.Thumbprint.ShouldBe(first.Certificate.Leaf.Thumbprint);
    }

    [Fact]
    public void Timer_LessThanAThirdLeft_Renews()
    {
        using var authority = Ensure();
        var before = authority.Certificate.Leaf.Thumbprint;
        var changes = new List<TlsCertificate>();
        authority.Changed += changes.Add;
        authority.Start();

        _time.Advance(TimeSpan.FromDays(255));
        changes.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromDays(10));
        authority.Dispose();
        _time.Advance(TimeSpan.FromDays(300));

        var renewed = changes.ShouldHaveSingleItem();
        renewed.Leaf.Thumbprint.ShouldNotBe(before);
        CertificateFiles.Load(_directory["local.pem"]).Certificate.Leaf.Thumbprint.ShouldBe(renewed.Leaf.Thumbprint);
    }

    [Fact]
    public void CheckNow_PermittedAddressIsBack_RenewsWithIt()
    {
        using (Ensure())
        {
        }

        File.Delete(_directory["local.pem"]);
        var all = _machine;
        _machine = Machine("10.0.0.7");
        using var authority = Ensure();
        authority.CheckNow().ShouldBeFalse();

        _machine = all;
        authority.CheckNow().ShouldBeTrue();
        Addresses(authority).ShouldContain("fd00::7");
        _machine = Machine("10.0.0.7");
        authority.CheckNow().ShouldBeFalse("an address that is gone is no reason");
    }

    [Fact]
    public void CheckNow_AddressOutsideTheConstraints_IsLeftOutAndSaidOnce()
    {
        using var authority = Ensure();
        _machine = Machine("10.0.0.7", "fd00::7", "192.168.1.9");

        authority.CheckNow().ShouldBeFalse();
        authority.CheckNow().ShouldBeFalse();

        Addresses(authority).ShouldNotContain("192.168.1.9");
        _log.Lines.Count(l => l.Id == 4013).ShouldBe(1);
    }

    [Fact]
    public void Ensure_KilledBeforeTheCertificate_MakesItFromTheKey()
    {
        string key;
        using (var authority = Ensure())
        {
            key = Convert.ToHexString(authority.Authority.GetPublicKey());
        }

        File.Delete(_directory["ca.pem"]);
        using var again = Ensure();

        Convert.ToHexString(again.Authority.GetPublicKey()).ShouldBe(key);
        Verify(again).ShouldBeTrue();
    }

    [Fact]
    public void Ensure_LeafOfAnotherAuthority_IsMadeAgain()
    {
        using (Ensure())
        {
        }

        File.Delete(_directory["ca.key"]);
        File.Delete(_directory["ca.pem"]);
        using var authority = Ensure();

        Verify(authority).ShouldBeTrue();
    }

    [Fact]
    public void Ensure_KeyGone_SaysWhatToDo()
    {
        Break(() => File.Delete(_directory["ca.key"])).ShouldSatisfyAllConditions(
            m => m.ShouldContain("ca.key is missing"),
            m => m.ShouldContain("put the key back"));
        File.Exists(_directory["ca.key"]).ShouldBeFalse("nothing is replaced in silence");
    }

    [Theory]
    [InlineData("ca.key", "")]
    [InlineData("ca.key", "garbage")]
    [InlineData("ca.pem", "")]
    [InlineData("ca.pem", "garbage")]
    [InlineData("local.pem", "")]
    [InlineData("local.pem", "garbage")]
    public void Ensure_DamagedFile_NamesItAndLeavesIt(string name, string content)
    {
        var message = Break(() => _directory.Write(name, content));

        message.ShouldContain(_directory[name]);
        message.ShouldContain("remove");
        message.ShouldNotContain('\n');
        File.ReadAllText(_directory[name]).ShouldBe(content);
    }

    [Fact]
    public void Ensure_KeyOfAnotherAuthority_SaysSo()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Break(() => _directory.Write("ca.key", other.ExportPkcs8PrivateKeyPem())).ShouldContain("do not belong together");
    }

    [Fact]
    public void Ensure_ForeignAuthority_IsRefused()
    {
        using var foreign = TestCertificates.Root();
        _directory.Write("ca.pem", TestCertificates.Pem(foreign));
        _directory.Write("ca.key", TestCertificates.KeyPem(foreign));

        Should.Throw<CertificateException>(() => Ensure()).Message.ShouldContain("was not made by this program");
    }

    [Fact]
    public void Ensure_ExpiredAuthority_SaysWhatToDo() =>
        Break(() => _time.Advance(TimeSpan.FromDays(3660))).ShouldContain("has expired");

    [Fact]
    public void Ensure_LooseKeyMode_IsTightened()
    {
        using (Ensure())
        {
        }

        File.SetUnixFileMode(_directory["ca.key"], (UnixFileMode)0b110_100_100);
        using var again = Ensure();

        File.GetUnixFileMode(_directory["ca.key"]).ShouldBe(AtomicFile.OwnerOnly);
    }

    [Theory]
    [InlineData("")]
    [InlineData("UPPER")]
    [InlineData("under_score")]
    [InlineData("12345")]
    [InlineData("-dash-")]
    [InlineData("ümlaut")]
    [InlineData("with space")]
    [InlineData("a..b")]
    [InlineData("host.")]
    [InlineData("a-name-that-is-just-as-long-as-linux-allows-a-host-name-to-be-63")]
    public void Ensure_OddHostName_StillWorks(string name)
    {
        _machine = new MachineNames(name, [name], []);

        using var authority = Ensure();

        Verify(authority).ShouldBeTrue();
        Addresses(authority).ShouldBe(["127.0.0.1", "::1"]);
    }

    [Fact]
    public void MachineNames_OfThisMachine_CanBeRead()
    {
        var machine = MachineNames.Read();

        machine.Names[0].ShouldBe("localhost");
        machine.Addresses.ShouldContain(IPAddress.Loopback);
        machine.Addresses.ShouldAllBe(a => !a.IsIPv6LinkLocal);
    }

    [Theory]
    [InlineData("localhost", null, true)]
    [InlineData("sub.box.lan", null, true)]
    [InlineData("bank.example", null, false)]
    [InlineData("notbox", null, false)]
    [InlineData("localhost", "8.8.8.8", false)]
    [InlineData("localhost", "10.0.0.7", true)]
    [InlineData("localhost", "2001:db8::1", false)]
    public void Constraints_AreEnforcedByOpenSslToo(string name, string? address, bool accepted)
    {
        Assert.SkipUnless(Programs.Has("openssl"), "openssl is not installed");
        using var authority = Ensure();
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(_directory["ca.key"]));
        using var leaf = LocalCertificateIssuer.Leaf(authority.Authority, key, [name], address is null ? [] : [IPAddress.Parse(address)], _time.GetUtcNow());
        var file = _directory.Write("leaf.pem", TestCertificates.Pem(leaf));

        var (status, output) = Programs.Run("openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", _directory["ca.pem"], file);

        (status == 0).ShouldBe(accepted, output);
        if (!accepted)
        {
            output.ShouldContain("permitted subtree violation");
        }
    }

    [Fact]
    public async Task Leaf_IsAcceptedByCurl()
    {
        Assert.SkipUnless(Programs.Has("curl"), "curl is not installed");
        using var authority = Ensure();
        await using var server = OneTlsAnswer.Start(authority.Certificate.Leaf);

        foreach (var host in new[] { "localhost", "127.0.0.1" })
        {
            var (status, output) = await Programs.RunAsync(
                "curl", "-sS", "--noproxy", "*", "--ipv4", "--max-time", "20", "--cacert", _directory["ca.pem"], $"https://{host}:{server.Port}/");
            (status, output.Trim()).ShouldBe((0, "hello"), output);
        }
    }

    private static MachineNames Machine(params string[] addresses) =>
        new("box", ["box", "BOX.lan."], addresses.Select(IPAddress.Parse));

    private static bool Verify(LocalAuthority authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority.Authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(authority.Certificate.Leaf);
    }

    private static IEnumerable<string> Addresses(LocalAuthority authority) =>
        authority.Certificate.Leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateIPAddresses().Select(a => a.ToString());

    private LocalAuthority Ensure() => LocalAuthority.Ensure(_directory.Path, _time, _log, () => _machine);

    private string Break(Action damage)
    {
        using (Ensure())
        {
        }

        damage();
        return Should.Throw<CertificateException>(() => Ensure()).Message;
    }
}
