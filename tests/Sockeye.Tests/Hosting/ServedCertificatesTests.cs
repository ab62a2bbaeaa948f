using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Hosting;
using Sockeye.Tests.Certificates;
using Sockeye.Tests.Certificates.Managed;
using Sockeye.Tests.Configuration;

namespace Sockeye.Tests.Hosting;

public sealed class ServedCertificatesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(Certificates.TestCertificates.From.AddDays(1));
    private readonly LogCollector _log = new();
    private readonly MemoryCertificateStore _store = new();
    private readonly LocalAuthority _authority;

    public ServedCertificatesTests() => _authority = LocalAuthority.Ensure(_directory.Path, _time, _log);

    public void Dispose()
    {
        _authority.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Current_NothingStored_IsTheLocalOneUntilOneIsIssued()
    {
        var served = new ServedCertificates(_authority, keepsLocal: false);
        using var main = Follow(served, "main");
        Shown(served).ShouldBe([_authority.Certificate.Leaf.Thumbprint]);

        var issued = Put("main");
        main.CheckNow().ShouldBeTrue();

        Shown(served).ShouldBe([issued]);
    }

    [Fact]
    public void Current_Several_KeepTheOrderOfTheConfigurationWhicheverComesFirst()
    {
        var served = new ServedCertificates(_authority, keepsLocal: false);
        using var first = Follow(served, "first");
        using var second = Follow(served, "second");

        var late = Put("second");
        second.CheckNow();
        Shown(served).ShouldBe([late]);

        var early = Put("first");
        first.CheckNow();
        Shown(served).ShouldBe([early, late]);
    }

    [Fact]
    public void Current_KeepsLocal_ItStandsBackBehindTheOthers()
    {
        var served = new ServedCertificates(_authority, keepsLocal: true);
        using var main = Follow(served, "main");
        var issued = Put("main");
        main.CheckNow();

        Shown(served).ShouldBe([issued, _authority.Certificate.Leaf.Thumbprint]);
        served.Current.Select(c => c.StandsBack).ShouldBe([false, true]);
    }

    [Fact]
    public void Changed_WhoeverServesRefuses_TheOneBeforeStays()
    {
        var served = new ServedCertificates(_authority, keepsLocal: false);
        using var main = Follow(served, "main");
        var first = Put("main");
        main.CheckNow();
        served.Changed += _ => throw new TlsConfigurationException("not this one");

        Put("main");
        main.CheckNow().ShouldBeFalse();

        Shown(served).ShouldBe([first]);
        _log.Lines.ShouldContain(l => l.Id == 4003 && l.Text.Contains("not this one"));
    }

    [Fact]
    public void Current_LookedAtDuringAChange_IsTheOldListWhole()
    {
        var served = new ServedCertificates(_authority, keepsLocal: false);
        using var first = Follow(served, "first");
        using var second = Follow(served, "second");
        Put("first");
        var old = Put("second");
        second.CheckNow();
        using var looking = served.Current.GetEnumerator();
        looking.MoveNext().ShouldBeTrue();

        first.CheckNow();

        looking.Current.Leaf.Thumbprint.ShouldBe(old);
        looking.MoveNext().ShouldBeFalse();
        served.Current.Count.ShouldBe(2);
    }

    private static IEnumerable<string> Shown(ServedCertificates served) => served.Current.Select(c => c.Leaf.Thumbprint);

    private StoredCertificateWatcher Follow(ServedCertificates served, string tag)
    {
        var watcher = StoredCertificateWatcher.Open(_store, tag, _time, _log);
        served.Add(watcher);
        return watcher;
    }

    private string Put(string tag)
    {
        using var leaf = Certificates.TestCertificates.Leaf();
        _store.Write(StoredCertificate.DocumentOf(tag), StoredCertificate.Write(new TlsCertificate(leaf, [])));
        return leaf.Thumbprint;
    }
}
