using Microsoft.Extensions.Logging;
using Sockeye.Acme;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;

namespace Sockeye.Hosting;

/// <summary>Whatever looks after the certificates in service: those by ACME are kept fresh, all are watched for their end.</summary>
internal sealed class CertificateCare : IAsyncDisposable
{
    private readonly RenewalService _renewals;
    private readonly ExpiryWatch _expiry;
    private readonly CertificateMetrics _metrics;

    private CertificateCare(RenewalService renewals, ExpiryWatch expiry, CertificateMetrics metrics) =>
        (_renewals, _expiry, _metrics) = (renewals, expiry, metrics);

    /// <summary>What deserves a look, one line each: certificates that run out, and those that can't be renewed.</summary>
    public IReadOnlyList<string> Warnings => [.. _expiry.Warnings, .. _renewals.Failures];

    /// <summary>Begins, once the inbounds listen: an authority may come back within the same second.</summary>
    public static CertificateCare Start(
        IReadOnlyList<AcmeOptions> wishes, InboundSet inbounds, ICertificateStore store, Func<AcmeOptions, IChallengeResponder> responders, TimeProvider time, ILogger logger)
    {
        var issuer = new CertificateIssuer(store, responders, Server.Product, time);
        var renewals = new RenewalService(new CertificateRenewal(store, issuer, time, logger), inbounds.CheckCertificates, time, logger);
        var expiry = new ExpiryWatch(() => inbounds.Served.Values.SelectMany(s => s.Current).Select(c => c.Leaf), time, logger);
        var care = new CertificateCare(renewals, expiry, new CertificateMetrics(inbounds, time));
        inbounds.StoredChanged += renewals.LookAgain;
        renewals.Replace(wishes);
        expiry.Start();
        return care;
    }

    /// <summary>Goes on with other certificates, as after a reload.</summary>
    public void Replace(IReadOnlyList<AcmeOptions> wishes) => _renewals.Replace(wishes);

    /// <summary>Gives up an order under way, and takes away what it put in place.</summary>
    public Task StopAsync(CancellationToken hurry) => _renewals.StopAsync(hurry);

    /// <summary>Stops where that was not done, and lets go of everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await _renewals.StopAsync(CancellationToken.None);
        _expiry.Dispose();
        _metrics.Dispose();
    }
}
