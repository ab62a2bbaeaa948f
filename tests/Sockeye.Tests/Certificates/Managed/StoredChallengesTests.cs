using System.Formats.Asn1;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Acme;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Tests.Configuration;

namespace Sockeye.Tests.Certificates.Managed;

public sealed class StoredChallengesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryCertificateStore _store = new();
    private readonly StoredChallenges _challenges;

    public StoredChallengesTests() => _challenges = new StoredChallenges(_store, _time);

    private DateTimeOffset InAnHour => _time.GetUtcNow() + StoredChallenges.Lifetime;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Put_ForTls_IsFoundByAnotherProcess()
    {
        // The real store: its names are files.
        new StoredChallenges(new FileCertificateStore(_directory.Path), _time).Put(Answer("a.example", "t1"), AcmeChallengeKind.TlsAlpn, InAnHour);
        var other = new StoredChallenges(new FileCertificateStore(_directory.Path), _time);

        DigestOf(other.TryFindTls("a.example")).ShouldBe(Answer("a.example", "t1").Digest);
        other.TryFindTls("b.example").ShouldBeNull();
        other.TryFindHttp("a.example", "t1").ShouldBeNull();
    }

    [Fact]
    public void Put_ForTheLongestName_FitsIntoAFile()
    {
        var name = string.Join('.', new string('a', 63), new string('b', 63), new string('c', 63), new string('d', 61));
        var challenges = new StoredChallenges(new FileCertificateStore(_directory.Path), _time);

        challenges.Put(Answer(name, "t"), AcmeChallengeKind.TlsAlpn, InAnHour);

        challenges.TryFindTls(name).ShouldNotBeNull();
    }

    [Fact]
    public void Put_ForHttp_IsFoundByItsHostAndTokenOnly()
    {
        _challenges.Put(Answer("a.example", "t1"), AcmeChallengeKind.Http, InAnHour);

        _challenges.TryFindHttp("a.example", "t1").ShouldBe("t1.thumbprint");
        _challenges.TryFindHttp("A.Example", "t1").ShouldBe("t1.thumbprint");
        _challenges.TryFindHttp("a.example", "T1").ShouldBeNull();
        _challenges.TryFindHttp("a.example", "").ShouldBeNull();
        _challenges.TryFindHttp("b.example", "t1").ShouldBeNull();
        _challenges.TryFindTls("a.example").ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("a.example/../b")]
    [InlineData("127.0.0.1")]
    [InlineData("a b")]
    [InlineData("*.a.example")]
    public void TryFind_WhatIsNoHostName_DoesNotAskTheStore(string name)
    {
        _store.Fault = "asked";

        _challenges.TryFindTls(name).ShouldBeNull();
        _challenges.TryFindHttp(name, "t1").ShouldBeNull();
    }

    [Fact]
    public void Put_TwoOrdersForOneName_TheNewestAnswersUntilItIsGone()
    {
        _challenges.Put(Answer("a.example", "t1"), AcmeChallengeKind.TlsAlpn, InAnHour);
        _challenges.Put(Answer("a.example", "t2"), AcmeChallengeKind.TlsAlpn, InAnHour);
        DigestOf(_challenges.TryFindTls("a.example")).ShouldBe(Answer("a.example", "t2").Digest);

        _challenges.Remove(Answer("a.example", "t2"), AcmeChallengeKind.TlsAlpn);
        DigestOf(_challenges.TryFindTls("a.example")).ShouldBe(Answer("a.example", "t1").Digest);

        _challenges.Remove(Answer("a.example", "t1"), AcmeChallengeKind.TlsAlpn);
        _challenges.TryFindTls("a.example").ShouldBeNull();
        _store.Documents.ShouldBeEmpty();
    }

    [Fact]
    public void Remove_WhatIsNotThere_IsNoError()
    {
        _challenges.Remove(Answer("a.example", "t1"), AcmeChallengeKind.TlsAlpn);
        _challenges.Remove(Answer("not a name", "t1"), AcmeChallengeKind.Http);
    }

    [Fact]
    public void TryFind_Expired_IsNone()
    {
        _challenges.Put(Answer("a.example", "t1"), AcmeChallengeKind.TlsAlpn, InAnHour);
        _challenges.Put(Answer("a.example", "t1"), AcmeChallengeKind.Http, InAnHour);
        _time.Advance(StoredChallenges.Lifetime - TimeSpan.FromSeconds(1));
        _challenges.TryFindTls("a.example").ShouldNotBeNull();

        _time.Advance(TimeSpan.FromSeconds(1));

        _challenges.TryFindTls("a.example").ShouldBeNull();
        _challenges.TryFindHttp("a.example", "t1").ShouldBeNull();
    }

    [Fact]
    public void Put_BesideAnExpiredOne_ForgetsThat()
    {
        _challenges.Put(Answer("a.example", "old"), AcmeChallengeKind.Http, InAnHour);
        _time.Advance(StoredChallenges.Lifetime);

        _challenges.Put(Answer("a.example", "new"), AcmeChallengeKind.Http, InAnHour);

        Encoding.UTF8.GetString(_store.Documents.Single().Value).ShouldNotContain("old");
    }

    [Fact]
    public void Put_MoreThanAnyoneNeeds_KeepsTheNewest()
    {
        for (var order = 0; order < 20; order++) _challenges.Put(Answer("a.example", $"t{order}"), AcmeChallengeKind.Http, InAnHour);

        _challenges.TryFindHttp("a.example", "t3").ShouldBeNull();
        _challenges.TryFindHttp("a.example", "t4").ShouldNotBeNull();
        _challenges.TryFindHttp("a.example", "t19").ShouldNotBeNull();
    }

    [Fact]
    public void TryFindTls_WhileTheDocumentIsTheSame_MakesOneCertificate()
    {
        _challenges.Put(Answer("a.example", "t1"), AcmeChallengeKind.TlsAlpn, InAnHour);
        var first = _challenges.TryFindTls("a.example");

        _challenges.TryFindTls("A.example.").ShouldBeSameAs(first);
        _challenges.Put(Answer("a.example", "t2"), AcmeChallengeKind.TlsAlpn, InAnHour);
        _challenges.TryFindTls("a.example").ShouldNotBeSameAs(first);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"name":"a.example","answers":null}""")]
    [InlineData("""{"name":"a.example","answers":[null,{}]}""")]
    [InlineData("""{"name":"a.example","answers":[{"token":"t","value":"short","expires":"2027-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"name":"other.example","answers":[{"token":"t","value":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","expires":"2027-01-01T00:00:00Z"}]}""")]
    public void TryFindTls_DamagedDocument_IsNone(string content)
    {
        _challenges.Put(Answer("a.example", "t1"), AcmeChallengeKind.TlsAlpn, InAnHour);
        _store.Documents[_store.Documents.Keys.Single()] = Encoding.UTF8.GetBytes(content);

        _challenges.TryFindTls("a.example").ShouldBeNull();
        _challenges.Put(Answer("a.example", "t1"), AcmeChallengeKind.TlsAlpn, InAnHour);
        _challenges.TryFindTls("a.example").ShouldNotBeNull();
    }

    [Fact]
    public void Put_StoreThatCantBeWritten_SaysForWhichNameAndWhy()
    {
        _store.Fault = "the disk is full";

        Should.Throw<ChallengeException>(() => _challenges.Put(Answer("a.example", "t1"), AcmeChallengeKind.TlsAlpn, InAnHour))
            .Message.ShouldBe("the challenge for a.example can't be answered: the disk is full");
    }

    [Fact]
    public void Put_WhatIsNoHostName_IsRefused() =>
        Should.Throw<ChallengeException>(() => _challenges.Put(Answer("192.0.2.1", "t1"), AcmeChallengeKind.TlsAlpn, InAnHour))
            .Message.ShouldContain("192.0.2.1");

    internal static ChallengeAnswer Answer(string name, string token) => new(name, token, token + ".thumbprint");

    internal static byte[]? DigestOf(TlsCertificate? certificate) => certificate is null ? null
        : new AsnReader(certificate.Leaf.Extensions.Single(e => e.Oid!.Value == TlsAlpnCertificate.IdentifierOid).RawData, AsnEncodingRules.DER).ReadOctetString();
}
