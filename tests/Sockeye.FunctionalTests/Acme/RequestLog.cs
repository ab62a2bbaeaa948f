using System.Collections.Concurrent;
using System.Net;

namespace Sockeye.FunctionalTests.Acme;

/// <summary>Notes what was asked and how it was answered.</summary>
internal sealed class RequestLog : DelegatingHandler
{
    private readonly ConcurrentQueue<(Uri Url, HttpStatusCode Status)> _entries = new();

    public IReadOnlyList<(Uri Url, HttpStatusCode Status)> Entries => [.. _entries];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        _entries.Enqueue((request.RequestUri!, response.StatusCode));
        return response;
    }
}
