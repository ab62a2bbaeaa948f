using Microsoft.Extensions.Time.Testing;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;

namespace Sockeye.Tests.Certificates.Managed;

public sealed class RenewalServiceTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly LogCollector _log = new();
    private readonly ScriptedIssuer _issuer;

    public RenewalServiceTests() => _issuer = new ScriptedIssuer(_time);

    private static AcmeOptions Wish { get; } = new() { Tag = "main", Names = ["proxy.example"] };

    [Fact]
    public async Task Keep_WhatPutsItIntoServiceFails_RenewsLaterAllTheSame()
    {
        using var calls = new SemaphoreSlim(0);
        var service = ServiceOf(() =>
        {
            calls.Release();
            throw new InvalidOperationException("a fault of ours");
        });
        service.Replace([Wish]);
        (await calls.WaitAsync(Limit, TestContext.Current.CancellationToken)).ShouldBeTrue();

        // Past two thirds of its lifetime, in steps: when the task begins to wait is its own affair.
        for (var step = 0; step < 400 && _issuer.Orders < 2; step++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            await calls.WaitAsync(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }

        _issuer.Orders.ShouldBeGreaterThan(1);
        await service.StopAsync(TestContext.Current.CancellationToken);
    }

    private RenewalService ServiceOf(Action issued) =>
        new(new CertificateRenewal(new MemoryCertificateStore(), _issuer, _time, _log), issued, _time, _log);
}
