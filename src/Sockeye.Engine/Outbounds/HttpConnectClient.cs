using Sockeye.Core.Http;
using Sockeye.Core.Net;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Outbounds;

/// <summary>The client's side of HTTP CONNECT (RFC 9110 section 9.3.6) to one upstream, with Basic credentials (RFC 7617).</summary>
internal sealed class HttpConnectClient(string? userName, ReadOnlyMemory<byte> password, TimeProvider time) : IProxyClient
{
    /// <inheritdoc/>
    public async ValueTask<ProxyAnswer> ConnectAsync(DuplexChannel channel, Destination destination, DialTimings timings, DialLimit? reach = null)
    {
        reach?.Lift(); // its login is part of the request
        var since = time.GetTimestamp();
        var answer = await RequestAsync(channel, destination);
        timings.Add(DialStage.ProxyRequest, time.GetElapsedTime(since));
        return answer;
    }

    private async ValueTask<ProxyAnswer> RequestAsync(DuplexChannel channel, Destination destination)
    {
        var request = ConnectRequest.Write(destination, userName, password.Span);
        var end = await channel.WriteAsync(request);
        request.AsSpan().Clear();
        if (end != ChannelEnd.None)
        {
            return Broken($"{UpstreamReader.Describe(end)} during the request");
        }

        var reader = new UpstreamReader(channel, ConnectResponse.MaximumHeadBytes);
        var response = await reader.ReadAsync<ConnectResponse>(ConnectResponse.Parse);
        if (response.Fault is not null)
        {
            return Broken($"{response.Fault} (request for {destination})");
        }

        return response.Value.IsSuccess ? new ProxyAnswer(reader.Tunnel(), null, null) : Refused(response.Value, destination);
    }

    private static ProxyAnswer Broken(string message) => ProxyAnswer.Failed(DialStage.ProxyRequest, DialErrorKind.UpstreamFailed, message);

    private ProxyAnswer Refused(ConnectResponse response, Destination destination)
    {
        var said = $"{response.StatusCode} {response.ReasonEscaped}".TrimEnd();
        var error = response.StatusCode == 407
            ? new DialError(DialStage.ProxyRequest, DialErrorKind.UpstreamAuthenticationFailed, userName is null
                ? $"wants a login, and none is configured: {said}"
                : $"refused the user name and password: {said}")
            : new DialError(DialStage.ProxyRequest, DialErrorKind.UpstreamRefused, $"refused {destination}: {said}");
        return new ProxyAnswer(null, null, error with { UpstreamStatus = response.StatusCode });
    }
}
