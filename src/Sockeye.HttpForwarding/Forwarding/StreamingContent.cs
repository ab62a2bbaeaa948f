using System.Net;
using Sockeye.HttpForwarding.Requests;

namespace Sockeye.HttpForwarding.Forwarding;

/// <summary>A request's content on its way to the target: counted, and every piece sent when it comes.</summary>
internal sealed class StreamingContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly ForwardedRequest _request;

    public StreamingContent(HttpContent inner, ForwardedRequest request)
    {
        (_inner, _request) = (inner, request);
        foreach (var (name, values) in inner.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _inner.CopyToAsync(new CountingStream(stream, _request, towardsTarget: true), context, cancellationToken);

    /// <summary>The length stands in the header where the client gave one; otherwise the content goes out in chunks.</summary>
    protected override bool TryComputeLength(out long length)
    {
        length = -1;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
