using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Acme;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;

namespace Sockeye.Tests.Certificates.Managed;

public sealed class RenewalWindowsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly LogCollector _log = new();
    private readonly ScriptedIssuer _issuer;
    private readonly RenewalWindows _windows;
    private readonly X509Certificate2 _leaf;

    public RenewalWindowsTests()
    {
        _issuer = new ScriptedIssuer(_time);
        _windows = new RenewalWindows(_issuer, _time, _log);
        _leaf = _issuer.Leaf(Wish);
    }

    private static AcmeOptions Wish { get; } = new() { Tag = "main", Names = ["proxy.example"] };

    private static CertificateState Known { get; } = new() { Directory = Wish.Directory };

    [Theory]
    [InlineData(null, 6 * 60)]
    [InlineData(0, 1)]
    [InlineData(90, 90)]
    [InlineData(100_000, 24 * 60)]
    public async Task Refresh_RetryAfter_IsHonouredWithinBounds(int? minutes, int expected)
    {
        _issuer.Renewal = _ => new RenewalInfo(Start.AddDays(10), Start.AddDays(12), null, minutes is { } m ? TimeSpan.FromMinutes(m) : null);

        (await RefreshAsync(Known)).RenewalCheckAt.ShouldBe(Start.AddMinutes(expected));
    }

    [Fact]
    public async Task Refresh_CheckNotedByAClockYearsAhead_AsksNow()
    {
        await RefreshAsync(Known with { RenewalCheckAt = Start.AddYears(3) });

        _issuer.RenewalQuestions.ShouldBe(1);
    }

    [Fact]
    public async Task Refresh_CheckInAnHour_AsksNobody()
    {
        var state = Known with { RenewalCheckAt = Start.AddHours(1) };

        (await RefreshAsync(state)).ShouldBe(state);
        _issuer.RenewalQuestions.ShouldBe(0);
    }

    [Fact]
    public async Task Refresh_WindowOfTheCertificateBefore_AsksAtOnce()
    {
        var old = new RenewalWindow("00", Start, Start.AddDays(1), Start, null);

        (await RefreshAsync(Known with { Window = old, RenewalCheckAt = Start.AddHours(5) })).Window.ShouldBeNull("the authority says nothing of the new one");
        _issuer.RenewalQuestions.ShouldBe(1);
    }

    [Fact]
    public async Task Refresh_AuthorityFails_KeepsTheWindowAndAsksAgainInAnHour()
    {
        _issuer.Renewal = _ => new RenewalInfo(Start.AddDays(10), Start.AddDays(12), null, null);
        var state = await RefreshAsync(Known);
        _issuer.Renewal = _ => throw new AcmeException("500");
        _time.Advance(TimeSpan.FromHours(6));

        var after = await RefreshAsync(state);

        after.Window.ShouldBe(state.Window);
        after.RenewalCheckAt.ShouldBe(_time.GetUtcNow().AddHours(1));
        _log.Lines.Last().Text.ShouldBe("main: the authority's suggestion when to renew is not to be had: 500");
    }

    [Fact]
    public async Task Refresh_AnotherAuthoritysCertificate_AsksNobody()
    {
        (await RefreshAsync(Known with { Directory = new Uri("https://other.example/dir"), RenewalCheckAt = Start })).RenewalCheckAt.ShouldBeNull();
        _issuer.RenewalQuestions.ShouldBe(0);
    }

    private Task<CertificateState> RefreshAsync(CertificateState state) => _windows.RefreshAsync(Wish, _leaf, state, TestContext.Current.CancellationToken);
}
