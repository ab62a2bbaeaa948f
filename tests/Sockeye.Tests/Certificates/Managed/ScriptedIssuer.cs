using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Acme;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Tests.Certificates.Managed;

/// <summary>An authority that issues at once, or fails as it is told, and counts.</summary>
internal sealed class ScriptedIssuer(TimeProvider time) : ICertificateIssuer
{
    /// <summary>How long its certificates live.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Names that it adds to those that are ordered.</summary>
    public IReadOnlyList<string> Added { get; set; } = [];

    /// <summary>What is thrown instead of issuing; null to issue.</summary>
    public Func<Exception?> Fault { get; set; } = () => null;

    /// <summary>Its renewal information; null for none.</summary>
    public Func<X509Certificate2, RenewalInfo?> Renewal { get; set; } = _ => null;

    /// <summary>Completes the orders; done at first.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Runs at each order, before it waits.</summary>
    public Action Asked { get; set; } = () => { };

    public int Orders { get; private set; }

    public int RenewalQuestions { get; private set; }

    public bool? LastReplaces { get; private set; }

    public async Task<TlsCertificate> IssueAsync(
        AcmeOptions wish, Uri directory, TlsCertificate? current, bool replaces, IProgress<OrderStep>? progress, CancellationToken cancellationToken)
    {
        Orders++;
        LastReplaces = replaces;
        Asked();
        await Gate.WaitAsync(cancellationToken);
        return Fault() is { } fault ? throw fault : new TlsCertificate(Leaf(wish), []);
    }

    public Task<RenewalInfo?> AskRenewalAsync(AcmeOptions wish, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        RenewalQuestions++;
        return Task.FromResult(Renewal(certificate));
    }

    /// <summary>A certificate for a wish, as this authority issues it now.</summary>
    public X509Certificate2 Leaf(AcmeOptions wish)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=scripted", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in wish.Names.Concat(Added))
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        var now = time.GetUtcNow();
        return request.CreateSelfSigned(now, now + Lifetime);
    }
}
