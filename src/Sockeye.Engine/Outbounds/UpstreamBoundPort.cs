using System.Net;
using Sockeye.Core.Net;
using Sockeye.Engine.Binding;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Outbounds;

/// <summary>A port at an upstream, which checks the peer and tells when it is there.</summary>
internal sealed class UpstreamBoundPort(DuplexChannel channel, UpstreamReader reader, IPEndPoint? endPoint, BindContext context, string name, TimeProvider time)
    : BoundPort
{
    private bool _isTaken;

    public override IPEndPoint? EndPoint => endPoint;

    public override async ValueTask<DialResult> AcceptAsync(CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        using var limit = new DialLimit(context.Options.Timeout, time, cancellationToken);
        ProxyAnswer answer;
        await using (limit.Token.UnsafeRegister(static channel => ((DuplexChannel)channel!).Abort(), channel))
        {
            answer = await Socks5Client.AcceptAsync(reader, context.Peer);
        }

        context.Timings.Add(DialStage.ProxyRequest, time.GetElapsedTime(since));
        if (answer.IsTunnel && !limit.IsOver)
        {
            _isTaken = true;
            return DialResult.Connected(answer.Tunnel, answer.Bound);
        }

        return limit.IsOver
            ? Nobody(limit, DialStage.ProxyRequest, $"{endPoint} at {name}")
            : DialResult.Failed(answer.Error! with { Message = $"{name} {answer.Error.Message}" });
    }

    public override ValueTask DisposeAsync() => _isTaken ? default : channel.DisposeAsync();
}
