using Sockeye.Engine.Udp;
using Sockeye.Engine.Transport.Sockets.Polling;
using Sockeye.Control.Configuration;
using Sockeye.Control.Storage;
using Sockeye.Control.Upstreams;
using Sockeye.Control.Users;
using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Core.Routing;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Hosting;
using Sockeye.Tests.Testing;
using Sockeye.Tests.Users;

namespace Sockeye.Tests.Hosting;

/// <summary>The router follows the configuration and the database; what did not change stays the same object.</summary>
public sealed class RoutingSourceTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ControlHarness _control;
    private readonly DatabaseWatcher _watcher;
    private readonly RecordingLoggerFactory _log = new();
    private readonly string _authority;

    public RoutingSourceTests()
    {
        _control = new ControlHarness(_directory);
        _control.Upstreams.Add(new NewUpstream { Id = "stored", Scheme = "socks5s", Host = "proxy.example", Port = 1080 });
        _watcher = _control.Watch();
        _authority = _directory.File("ca.pem");
        File.WriteAllText(_authority, TestCertificates.Authority.Certificate.ExportCertificatePem());
    }

    private SockeyeOptions Options
    {
        get
        {
            ProxyUrl.TryParse("https://office.example:443", out var url, out _).ShouldBeTrue();
            return new SockeyeOptions
            {
                Outbounds = [new OutboundOptions { Tag = "office", Url = url!, Tls = new OutboundTlsOptions { CertificateAuthority = _authority } }],
                Routing = new RoutingOptions { Default = "office" },
            };
        }
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _control.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Database_OtherUsers_EveryOutboundStaysTheSameObject()
    {
        using var routing = Create();
        var before = Outbounds(routing);
        before.Keys.ShouldBe(["direct", "block", "stored", "office"], ignoreOrder: true);
        _control.Users.Add(new NewUser { Name = "alice", PasswordHash = ControlHarness.Hash });
        _watcher.Refresh();
        Outbounds(routing).ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public void Database_OneUpstreamChanges_OnlyThatOneIsMadeAnew()
    {
        using var routing = Create();
        var before = Outbounds(routing);
        _control.Upstreams.Set("stored", new UpstreamChanges { Port = 1081 });
        _watcher.Refresh();
        var after = Outbounds(routing);
        after["stored"].ShouldNotBeSameAs(before["stored"]);
        after.Where(o => o.Key != "stored").ShouldBe(before.Where(o => o.Key != "stored"), ignoreOrder: true);
    }

    [Fact]
    public void Database_ChangesWhileAConfiguredAuthorityIsGone_IsFollowedAndNobodyElseMissesIt()
    {
        using var routing = Create();
        var others = 0;
        _watcher.Changed += () => others++; // those who end the sessions of revoked users
        File.Delete(_authority);
        _control.Upstreams.Add(new NewUpstream { Id = "second", Scheme = "socks5", Host = "other.example", Port = 1080 });
        _watcher.Refresh();
        others.ShouldBe(1);
        Outbounds(routing).Keys.ShouldContain("second");
    }

    [Fact]
    public async Task Database_UpstreamDisabled_FailsClosed()
    {
        using var routing = Create();
        _control.Upstreams.Set("stored", new UpstreamChanges { Enabled = false });
        _watcher.Refresh();
        var result = await routing.Router.Decide(Query("stored")).Outbound.ConnectAsync(new DialContext(Target, "alice"), TestContext.Current.CancellationToken);
        result.Error.ShouldNotBeNull().Kind.ShouldBe(DialErrorKind.OutboundUnavailable);
        result.Error.Message.ShouldContain("disabled");
    }

    [Fact]
    public async Task Decide_UpstreamThatIsNoMore_FailsClosed()
    {
        using var routing = Create(new SockeyeOptions());
        var route = routing.Router.Decide(Query("vanished"));
        var result = await route.Outbound.ConnectAsync(new DialContext(Target, "alice"), TestContext.Current.CancellationToken);
        result.Error.ShouldNotBeNull().Kind.ShouldBe(DialErrorKind.OutboundUnavailable);
    }

    [Fact]
    public void TryReplace_AuthorityThatCannotBeRead_KeepsWhatIsInService()
    {
        using var routing = Create();
        var before = routing.Router.Snapshot;
        File.Delete(_authority);
        routing.TryReplace(Options).ShouldBeFalse();
        routing.Router.Snapshot.ShouldBeSameAs(before);
        _log.Entries.ShouldHaveSingleItem().ShouldContain("ca.pem");
    }

    [Fact]
    public void TryReplace_OtherRules_ArePutIntoService()
    {
        using var routing = Create();
        routing.TryReplace(new SockeyeOptions()).ShouldBeTrue();
        routing.Router.Decide(Query(null)).Decision.Outbound.ShouldBe("direct");
        Outbounds(routing).Keys.ShouldNotContain("office");
    }

    private static Destination Target => Destination.TryParse("target.test:80", out var target) ? target : throw new InvalidOperationException();

    private static RouteQuery Query(string? upstream) => new("in", "alice", null, upstream, Network.Tcp, Target);

    private static Dictionary<string, Outbound> Outbounds(RoutingSource routing) =>
        routing.Router.Snapshot.Outbounds.Tags.ToDictionary(tag => tag, tag => routing.Router.Snapshot.Outbounds.Find(tag)!);

    private RoutingSource Create(SockeyeOptions? options = null) => new(
        options ?? Options, _watcher, TlsProviders.Select(TlsKind.Auto, TimeProvider.System, out _), new UdpBinder(PolledSocketSource.Instance), admin: null, TimeProvider.System, _log);
}
