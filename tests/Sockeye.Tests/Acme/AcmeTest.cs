using System.Security.Cryptography;
using Sockeye.Acme;

namespace Sockeye.Tests.Acme;

/// <summary>A client, an account and the authority's double.</summary>
public abstract class AcmeTest : IDisposable
{
    private readonly HttpClient _http;

    protected AcmeTest()
    {
        _http = new HttpClient(Authority) { Timeout = Timeout.InfiniteTimeSpan };
        Client = new AcmeClient(_http, AuthorityDouble.Directory, Time, PassingTime.Options);
    }

    private protected AuthorityDouble Authority { get; } = new();

    private protected PassingTime Time { get; } = new();

    private protected AccountKey Key { get; } = AccountKey.Create();

    private protected AcmeClient Client { get; }

    private protected List<OrderStep> Steps { get; } = [];

    private protected RecordingResponder Responder { get; } = new();

    private protected Task<AcmeAccount> RegisterAsync() => Client.RegisterAsync(Key, new AccountRequest { TermsOfServiceAgreed = true });

    private protected async Task<IssuedChain> IssueAsync(OrderRequest request, CancellationToken cancellationToken = default)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return await CertificateOrder.IssueAsync(
            await RegisterAsync(), request, CertificateSigningRequest.Create(key, request.Names), Responder, new StepList(Steps), cancellationToken);
    }

    private protected Task<IssuedChain> IssueAsync(params string[] names) => IssueAsync(new OrderRequest { Names = names });

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _http.Dispose();
        Key.Dispose();
    }

    private sealed class StepList(List<OrderStep> steps) : IProgress<OrderStep>
    {
        public void Report(OrderStep value) => steps.Add(value);
    }
}
