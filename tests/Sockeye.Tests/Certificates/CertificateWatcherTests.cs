using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Control.Certificates;
using Sockeye.Control.Configuration;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Tests.Configuration;

namespace Sockeye.Tests.Certificates;

public sealed class CertificateWatcherTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(TestCertificates.From.AddDays(1));
    private readonly LogCollector _log = new();
    private readonly List<IReadOnlyList<TlsCertificate>> _changes = [];
    private readonly X509Certificate2 _first = TestCertificates.Leaf("first.example");
    private readonly X509Certificate2 _second = TestCertificates.Leaf("second.example");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Timer_FilesReplaced_ComeIntoService()
    {
        WritePair(_first);
        using var watcher = Open();
        watcher.Start();
        _time.Advance(TimeSpan.FromSeconds(6));
        _changes.ShouldBeEmpty("nothing has changed");

        WritePair(_second);
        _time.Advance(TimeSpan.FromSeconds(6));

        _changes.ShouldHaveSingleItem().ShouldHaveSingleItem().Leaf.Thumbprint.ShouldBe(_second.Thumbprint);
        watcher.Current[0].Leaf.Thumbprint.ShouldBe(_second.Thumbprint);
        _log.Lines.Select(l => l.Id).ShouldBe([4000]);
    }

    [Fact]
    public void CheckNow_SymbolicLinkSwappedAbove_IsSeen()
    {
        // As Kubernetes mounts secrets: the files are links through a directory that is swapped.
        WritePair(_first, Directory.CreateDirectory(_directory["v1"]).FullName);
        WritePair(_second, Directory.CreateDirectory(_directory["v2"]).FullName);
        Directory.CreateSymbolicLink(_directory["data"], "v1");
        File.CreateSymbolicLink(_directory["chain.pem"], "data/chain.pem");
        File.CreateSymbolicLink(_directory["key.pem"], "data/key.pem");
        using var watcher = Open();

        Directory.CreateSymbolicLink(_directory["data.new"], "v2");
        Directory.Delete(_directory["data"]);
        Directory.Move(_directory["data.new"], _directory["data"]);

        watcher.CheckNow().ShouldBeTrue();
        watcher.Current[0].Leaf.Thumbprint.ShouldBe(_second.Thumbprint);
    }

    [Fact]
    public void CheckNow_HalfWrittenPair_KeepsTheOldOneAndSaysSoOnce()
    {
        WritePair(_first);
        using var watcher = Open();

        _directory.Write("chain.pem", TestCertificates.Pem(_second));
        watcher.CheckNow().ShouldBeFalse();
        watcher.CheckNow().ShouldBeFalse();

        watcher.Current[0].Leaf.Thumbprint.ShouldBe(_first.Thumbprint);
        var line = _log.Lines.ShouldHaveSingleItem();
        line.Id.ShouldBe(4001);
        line.Text.ShouldContain("chain.pem");
        line.Text.ShouldContain("does not belong");

        _directory.Write("key.pem", TestCertificates.KeyPem(_second));
        watcher.CheckNow().ShouldBeTrue();
        watcher.Current[0].Leaf.Thumbprint.ShouldBe(_second.Thumbprint);
    }

    [Fact]
    public void CheckNow_FileGoneAndBack_IsSaidOnceEachTime()
    {
        WritePair(_first);
        using var watcher = Open();

        File.Delete(_directory["key.pem"]);
        watcher.CheckNow().ShouldBeFalse();
        watcher.CheckNow().ShouldBeFalse();
        _log.Lines.Count.ShouldBe(1);

        WritePair(_first);
        watcher.CheckNow().ShouldBeFalse("the pair in service is back");
        File.Delete(_directory["key.pem"]);
        watcher.CheckNow().ShouldBeFalse();
        _log.Lines.Count.ShouldBe(2);
        watcher.Current[0].Leaf.Thumbprint.ShouldBe(_first.Thumbprint);
    }

    [Fact]
    public void CheckNow_TlsRefusesThePair_IsLoggedAndTheOldOneStays()
    {
        WritePair(_first);
        using var watcher = Open();
        watcher.Changed += _ => throw new TlsConfigurationException("not to my liking");

        WritePair(_second);

        watcher.CheckNow().ShouldBeFalse();
        watcher.Current[0].Leaf.Thumbprint.ShouldBe(_first.Thumbprint);
        _log.Lines.ShouldContain(l => l.Id == 4003);
    }

    [Fact]
    public void Open_BadPair_Throws()
    {
        WritePair(_first);
        _directory.Write("key.pem", TestCertificates.KeyPem(_second));

        Should.Throw<CertificateException>(() => Open());
    }

    private CertificateWatcher Open()
    {
        var watcher = CertificateWatcher.Open([new CertificateFileOptions(_directory["chain.pem"], _directory["key.pem"])], _time, _log);
        watcher.Changed += _changes.Add;
        return watcher;
    }

    private void WritePair(X509Certificate2 certificate, string? directory = null)
    {
        File.WriteAllText(Path.Combine(directory ?? _directory.Path, "chain.pem"), TestCertificates.Pem(certificate));
        File.WriteAllText(Path.Combine(directory ?? _directory.Path, "key.pem"), TestCertificates.KeyPem(certificate));
    }
}
