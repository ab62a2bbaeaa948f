using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Control.Certificates.Managed;

namespace Sockeye.Tests.Certificates.Managed;

public sealed class TlsAlpnCertificateTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly byte[] _digest = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public void Create_ForADigest_HasItInTheCriticalExtension()
    {
        var leaf = TlsAlpnCertificate.Create("a.example", _digest, _time).Leaf;

        var extension = leaf.Extensions.Single(e => e.Oid!.Value == "1.3.6.1.5.5.7.1.31");
        extension.Critical.ShouldBeTrue();
        var reader = new AsnReader(extension.RawData, AsnEncodingRules.DER);
        reader.ReadOctetString().ShouldBe(_digest);
        reader.HasData.ShouldBeFalse();
    }

    [Fact]
    public void Create_ForAName_HasThatOneOnly()
    {
        var leaf = TlsAlpnCertificate.Create("a.example", _digest, _time).Leaf;

        // SEQUENCE OF GeneralName: one, [2] dNSName (RFC 5280 section 4.2.1.6).
        var names = leaf.Extensions.Single(e => e.Oid!.Value == "2.5.29.17");
        names.RawData.ShouldBe([0x30, 11, 0x82, 9, .. "a.example"u8]);
        leaf.Extensions.Count.ShouldBe(2);
    }

    [Fact]
    public void Create_SignsItselfWithP256_ForTheTimeAroundNow()
    {
        var leaf = TlsAlpnCertificate.Create("a.example", _digest, _time).Leaf;

        leaf.IssuerName.RawData.ShouldBe(leaf.SubjectName.RawData);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(leaf);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = _time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        chain.Build(leaf);
        chain.ChainStatus.ShouldNotContain(s => s.Status.HasFlag(X509ChainStatusFlags.NotSignatureValid) || s.Status.HasFlag(X509ChainStatusFlags.NotTimeValid));
        leaf.HasPrivateKey.ShouldBeTrue();
        leaf.GetECDsaPublicKey()!.ExportParameters(false).Curve.Oid.Value.ShouldBe(ECCurve.NamedCurves.nistP256.Oid.Value);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(0)]
    public void Create_DigestOfAnotherLength_IsRefused(int length) =>
        Should.Throw<ArgumentException>(() => TlsAlpnCertificate.Create("a.example", new byte[length], _time));
}
