using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Hosting;
using Sockeye.Tests.Testing;
using Sockeye.Tests.Users;

namespace Sockeye.Tests.Hosting;

/// <summary>Commands to copy name the imported certificate's host, and the local authority's file only where its certificate is shown.</summary>
public sealed class StoredCertificateHintsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Apply_NothingImported_ChangesNothing()
    {
        IReadOnlyList<ReachableInbound> inbounds = [Local("localhost")];
        StoredCertificateHints.Apply(inbounds, _directory.Path).ShouldBe(inbounds);
    }

    [Fact]
    public void Apply_Imported_NamesItsHostAndNoAuthority()
    {
        Import("*.example.com", "proxy.example.com", "192.0.2.7");
        var files = new ReachableInbound("files", "other.example", 1, IsTls: true, null);

        StoredCertificateHints.Apply([Local("localhost"), files], _directory.Path).ShouldBe(
            [Local("localhost") with { Host = "proxy.example.com", CertificateAuthority = null }, files]);
    }

    [Fact]
    public void Apply_ImportedForTheHostItself_KeepsTheHost()
    {
        Import("proxy.example.com", "localhost");
        StoredCertificateHints.Apply([Local("localhost")], _directory.Path).ShouldBe([Local("localhost") with { CertificateAuthority = null }]);
    }

    [Fact]
    public void Apply_ImportedForNoSingleHost_LeavesTheLocalOne()
    {
        Import("*.example.com");
        StoredCertificateHints.Apply([Local("localhost")], _directory.Path).ShouldBe([Local("localhost")]);
    }

    [Fact]
    public void Apply_Unusable_ChangesNothing()
    {
        new FileCertificateStore(_directory.Path).Write(StoredCertificate.DocumentOf(StoredCertificate.DefaultTag), "none"u8);
        StoredCertificateHints.Apply([Local("localhost")], _directory.Path).ShouldBe([Local("localhost")]);
    }

    [Fact]
    public void Apply_SeveralTags_TheFirstThatIsThereIsShown()
    {
        new FileCertificateStore(_directory.Path).Write(StoredCertificate.DocumentOf("second"), StoredCertificate.Write(TestCertificates.Issue("second.example.com")));
        var inbound = Local("localhost") with { StoredTags = "first second" };

        StoredCertificateHints.Apply([inbound], _directory.Path).ShouldHaveSingleItem().Host.ShouldBe("second.example.com");
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("proxy.example.com", false)]
    [InlineData("unknown.example", false)]
    [InlineData("127.0.0.1", false)]
    public void AuthorityFor_HostAsTyped_IsNamedWhereTheLocalCertificateIsShown(string host, bool local)
    {
        var ca = LocalAuthority.CertificatePathIn(_directory.Path);
        LocalAuthority.Ensure(_directory.Path, TimeProvider.System, machine: () => new MachineNames("box", [], [])).Dispose();
        StoredCertificateHints.AuthorityFor(host, Local(host, ca), _directory.Path).ShouldBe(ca, "nothing is imported");
        Import("proxy.example.com");

        StoredCertificateHints.AuthorityFor(host, Local(host, ca), _directory.Path).ShouldBe(local ? ca : null);
    }

    private void Import(params string[] names) => new FileCertificateStore(_directory.Path).Write(
        StoredCertificate.DocumentOf(StoredCertificate.DefaultTag), StoredCertificate.Write(TestCertificates.Issue(names)));

    private static ReachableInbound Local(string host, string authority = "ca.pem") => new("socks-in", host, 1080, IsTls: true, authority) { StoredTags = StoredCertificate.DefaultTag };
}
