using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Sockeye.HttpForwarding.Requests;

namespace Sockeye.HttpForwarding.Forwarding;

/// <summary>The client's answer, its content counted while a target fills it.</summary>
internal sealed class CountingResponseBody : IHttpResponseBodyFeature
{
    private CountingResponseBody(IHttpResponseBodyFeature inner, ForwardedRequest request) =>
        (Inner, Stream) = (inner, new CountingStream(inner.Stream, request, towardsTarget: false));

    public Stream Stream { get; }

    public PipeWriter Writer => Inner.Writer;

    private IHttpResponseBodyFeature Inner { get; }

    public static void Attach(IFeatureCollection features, ForwardedRequest request) =>
        features.Set<IHttpResponseBodyFeature>(new CountingResponseBody(features.GetRequiredFeature<IHttpResponseBodyFeature>(), request));

    /// <summary>From here on answers are our own, and are not counted.</summary>
    public static void Detach(IFeatureCollection features)
    {
        if (features.Get<IHttpResponseBodyFeature>() is CountingResponseBody { Inner: var inner })
        {
            features.Set(inner);
        }
    }

    public void DisableBuffering() => Inner.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => Inner.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        Inner.SendFileAsync(path, offset, count, cancellationToken);

    public Task CompleteAsync() => Inner.CompleteAsync();
}
