using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Control.Certificates;

namespace Sockeye.Tests.Certificates;

public sealed class ExpiryWatchTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly LogCollector _log = new();
    private readonly List<X509Certificate2> _served = [];
    private readonly ExpiryWatch _watch;

    public ExpiryWatchTests() => _watch = new ExpiryWatch(() => _served, _time, _log);

    public void Dispose()
    {
        _watch.Dispose();
        _served.ForEach(c => c.Dispose());
    }

    [Fact]
    public void Timer_NinetyDays_TellsEachLimitOnce()
    {
        Serve(TimeSpan.FromDays(90));
        _watch.Start();

        for (var hour = 0; hour <= 91 * 24; hour++)
        {
            _time.Advance(TimeSpan.FromHours(1));
        }

        _log.Lines.Select(l => l.Text).ShouldBe(
        [
            "the certificate for proxy.example expires in 14 days, on 2026-05-30 12:00 UTC",
            "the certificate for proxy.example expires in 7 days, on 2026-05-30 12:00 UTC",
            "the certificate for proxy.example expires in 3 days, on 2026-05-30 12:00 UTC",
            "the certificate for proxy.example expired on 2026-05-30 12:00 UTC",
        ]);
        _log.Lines.ShouldAllBe(l => l.Id == 4037);
    }

    [Theory]
    [InlineData(15, null)]
    [InlineData(13, "the certificate for proxy.example expires in 13 days, on 2026-03-14 12:00 UTC")]
    [InlineData(6, "the certificate for proxy.example expires in 6 days, on 2026-03-07 12:00 UTC")]
    [InlineData(2, "the certificate for proxy.example expires in 2 days, on 2026-03-03 12:00 UTC")]
    [InlineData(1, "the certificate for proxy.example expires in 24 hours, on 2026-03-02 12:00 UTC")]
    [InlineData(-1, "the certificate for proxy.example expired on 2026-02-28 12:00 UTC")]
    public void Start_DaysLeft_AreToldInOneLineAtOnce(int days, string? expected)
    {
        Serve(TimeSpan.FromDays(90), left: TimeSpan.FromDays(days));
        _watch.Start();

        string[] told = expected is null ? [] : [expected];
        _log.Lines.Select(l => l.Text).ShouldBe(told);
        _watch.Warnings.ShouldBe(told);
    }

    [Fact]
    public void CheckNow_SixDayCertificate_IsWarnedOfInProportion()
    {
        Serve(TimeSpan.FromDays(6));
        _watch.CheckNow();
        _time.Advance(TimeSpan.FromDays(4));
        _watch.CheckNow();
        _log.Lines.ShouldBeEmpty("after two thirds it is renewed, which is no trouble");

        _time.Advance(TimeSpan.FromDays(1.1));
        _watch.CheckNow();
        _log.Lines.ShouldHaveSingleItem().Text.ShouldBe("the certificate for proxy.example expires in 21 hours, on 2026-03-07 12:00 UTC");
    }

    [Fact]
    public void CheckNow_Renewed_TheWarningEndsAndTheNewOneIsWatchedFromItsOwnStart()
    {
        Serve(TimeSpan.FromDays(90), left: TimeSpan.FromDays(2));
        _watch.CheckNow();
        _served.Clear();
        Serve(TimeSpan.FromDays(90));
        _watch.CheckNow();
        _watch.Warnings.ShouldBeEmpty();

        _time.Advance(TimeSpan.FromDays(77));
        _watch.CheckNow();
        _log.Lines.Count.ShouldBe(2);
        _watch.Warnings.ShouldHaveSingleItem().ShouldContain("13 days");
    }

    [Fact]
    public void Warnings_OneServedTwice_IsOneLine()
    {
        Serve(TimeSpan.FromDays(90), left: TimeSpan.FromDays(2));
        _served.Add(_served[0]);

        _watch.Warnings.ShouldHaveSingleItem();
    }

    private void Serve(TimeSpan lifetime, TimeSpan? left = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("proxy.example");
        request.CertificateExtensions.Add(names.Build());
        var until = _time.GetUtcNow() + (left ?? lifetime);
        _served.Add(request.CreateSelfSigned(until - lifetime, until));
    }
}
