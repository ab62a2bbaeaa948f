using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Tests.Configuration;

namespace Sockeye.Tests.Certificates;

public sealed class StoredCertificateWatcherTests : IDisposable
{
    private const string Document = "certificates/main.pem";

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(TestCertificates.From.AddDays(1));
    private readonly LogCollector _log = new();
    private readonly List<TlsCertificate?> _changes = [];
    private readonly X509Certificate2 _first = TestCertificates.Leaf("first.example");
    private readonly X509Certificate2 _second = TestCertificates.Leaf("second.example");
    private readonly FileCertificateStore _store;

    public StoredCertificateWatcherTests() => _store = new FileCertificateStore(_directory.Path);

    public void Dispose()
    {
        _directory.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public void Timer_DocumentWritten_ComesIntoServiceWithinTwoSeconds()
    {
        using var watcher = Open();
        watcher.Current.ShouldBeNull();
        watcher.Start();
        _time.Advance(TimeSpan.FromSeconds(2));
        _changes.ShouldBeEmpty("nothing is stored");

        Write(_first);
        _time.Advance(TimeSpan.FromSeconds(2));

        _changes.ShouldHaveSingleItem()!.Leaf.Thumbprint.ShouldBe(_first.Thumbprint);
        watcher.Current!.Leaf.Thumbprint.ShouldBe(_first.Thumbprint);
        _log.Lines.Select(l => l.Id).ShouldBe([4020]);

        Write(_second);
        _time.Advance(TimeSpan.FromSeconds(2));
        watcher.Current.Leaf.Thumbprint.ShouldBe(_second.Thumbprint);
    }

    [Fact]
    public void Open_StoredAlready_IsInServiceAtOnceWithoutAnEvent()
    {
        Write(_first);
        using var watcher = Open();

        watcher.Current!.Leaf.Thumbprint.ShouldBe(_first.Thumbprint);
        watcher.CheckNow().ShouldBeFalse("nothing has changed");
        _changes.ShouldBeEmpty();
    }

    [Fact]
    public void CheckNow_Removed_GoesOutOfService()
    {
        Write(_first);
        using var watcher = Open();

        _store.Delete(Document);

        watcher.CheckNow().ShouldBeTrue();
        watcher.CheckNow().ShouldBeFalse();
        watcher.Current.ShouldBeNull();
        _changes.ShouldBe([null]);
        _log.Lines.Select(l => l.Id).ShouldBe([4020, 4021]);
    }

    [Fact]
    public void CheckNow_Unusable_KeepsTheOldOneAndSaysSoOnce()
    {
        Write(_first);
        using var watcher = Open();

        _store.Write(Document, Encoding.ASCII.GetBytes(TestCertificates.Pem(_second) + TestCertificates.KeyPem(_first)));
        watcher.CheckNow().ShouldBeFalse();
        watcher.CheckNow().ShouldBeFalse();

        watcher.Current!.Leaf.Thumbprint.ShouldBe(_first.Thumbprint);
        _changes.ShouldBeEmpty();
        _log.Lines.Select(l => l.Id).ShouldBe([4020, 4022]);
        _log.Lines[1].Text.ShouldContain(Document);
        _log.Lines[1].Text.ShouldContain("does not belong");

        Write(_first);
        watcher.CheckNow().ShouldBeFalse("it is the one in service");
        Write(_second);
        watcher.CheckNow().ShouldBeTrue();
    }

    [Fact]
    public void Open_Unusable_IsAsNoneAndSaid()
    {
        _store.Write(Document, "no certificate"u8);
        using var watcher = Open();

        watcher.Current.ShouldBeNull();
        _log.Lines.ShouldHaveSingleItem().Id.ShouldBe(4022);
        Write(_first);
        watcher.CheckNow().ShouldBeTrue();
        watcher.Current!.Leaf.Thumbprint.ShouldBe(_first.Thumbprint);
    }

    [Fact]
    public void CheckNow_TlsRefusesIt_IsLoggedAndTheOldOneStays()
    {
        Write(_first);
        using var watcher = StoredCertificateWatcher.Open(_store, "main", _time, _log);
        watcher.Changed += _ => throw new TlsConfigurationException("not to my liking");

        Write(_second);

        watcher.CheckNow().ShouldBeFalse();
        watcher.CheckNow().ShouldBeFalse();
        watcher.Current!.Leaf.Thumbprint.ShouldBe(_first.Thumbprint);
        _log.Lines.Select(l => l.Id).ShouldBe([4020, 4003]);
    }

    [Fact]
    public void CheckNow_OneOfTwoPortsRefusesIt_TheOtherHasItAndBothHearOfTheNext()
    {
        Write(_first);
        using var watcher = StoredCertificateWatcher.Open(_store, "main", _time, _log);
        var heard = new List<string>();
        watcher.Changed += c => heard.Add("a " + c!.Leaf.Subject);
        watcher.Changed += c =>
        {
            heard.Add("b " + c!.Leaf.Subject);
            if (c.Leaf.Thumbprint == _second.Thumbprint) throw new TlsConfigurationException("not to my liking");
        };

        Write(_second);
        watcher.CheckNow().ShouldBeTrue();
        watcher.Current!.Leaf.Thumbprint.ShouldBe(_second.Thumbprint);
        Write(_first);
        watcher.CheckNow().ShouldBeTrue();

        heard.ShouldBe(["a CN=second.example", "b CN=second.example", "a CN=first.example", "b CN=first.example"]);
    }

    [Fact]
    public void CheckNow_AfterDispose_DoesNothing()
    {
        var watcher = Open();
        watcher.Dispose();
        Write(_first);
        watcher.CheckNow().ShouldBeFalse();
        watcher.Current.ShouldBeNull();
    }

    private StoredCertificateWatcher Open()
    {
        var watcher = StoredCertificateWatcher.Open(_store, "main", _time, _log);
        watcher.Changed += _changes.Add;
        return watcher;
    }

    private void Write(X509Certificate2 certificate) => _store.Write(Document, StoredCertificate.Write(new TlsCertificate(certificate, [])));
}
