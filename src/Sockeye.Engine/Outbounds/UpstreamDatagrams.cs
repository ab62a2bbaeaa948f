using System.Net;
using Microsoft.Extensions.Logging;
using Sockeye.Core.Net;
using Sockeye.Core.Socks5;
using Sockeye.Core.UdpTunnel;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Udp;

namespace Sockeye.Engine.Outbounds;

/// <summary>UDP at one SOCKS5 upstream: in which forms it is asked for, and the way out that an answer means.</summary>
internal sealed class UpstreamDatagrams(UpstreamOptions options, string name, UdpBinder udp, ILogger logger)
{
    /// <summary>Where the datagrams will come from is not known, as RFC 1928 section 4 says it: all zeros.</summary>
    public static readonly Destination Anywhere = Destination.FromAddress(IPAddress.Any, 0);

    private volatile Socks5Command[] _commands = options switch
    {
        { UsesHttp: true } or { Udp: UpstreamUdp.None } => [],
        { Udp: UpstreamUdp.Tunnel } => [Socks5Command.UdpTunnel],
        { Udp: UpstreamUdp.Plain } => [Socks5Command.UdpAssociate],
        { UsesTls: true } => [Socks5Command.UdpTunnel, Socks5Command.UdpAssociate],
        _ => [Socks5Command.UdpAssociate, Socks5Command.UdpTunnel],
    };

    private int _warned;

    /// <summary>The commands to try, without TLS what worked before first; none where it carries no UDP.</summary>
    public Socks5Command[] Commands => _commands;

    /// <summary>
    /// Whether another command is worth a try: the upstream does not know this one. With TLS it must have said so (07); a
    /// connection that breaks can be anybody's doing, and must not move datagrams out of TLS.
    /// </summary>
    public bool MayHaveAnother(DialError error) => error.Stage == DialStage.ProxyRequest
        && (error.UpstreamReply == Socks5ReplyCode.CommandNotSupported
            || (!options.UsesTls && (error.Kind == DialErrorKind.UpstreamFailed
                || error.UpstreamReply is Socks5ReplyCode.GeneralFailure or Socks5ReplyCode.AddressTypeNotSupported)));

    /// <summary>The way out behind a success. Takes the channel.</summary>
    public async ValueTask<AssociateResult> OpenAsync(DuplexChannel channel, Socks5Answer answer, Socks5Command command, AssociateContext context)
    {
        Remember(command);
        if (command == Socks5Command.UdpTunnel)
        {
            return new(new StreamDatagramChannel(answer.Reader.Tunnel(), ownsStream: true, DatagramFraming.UdpTun, peer: default, readAhead: default, context.Tally), null);
        }

        if (RelayOf(answer, channel) is not { } relay)
        {
            await channel.DisposeAsync();
            return AssociateResult.Failed(DialStage.ProxyRequest, DialErrorKind.UpstreamFailed, $"{name} told no address for its datagrams");
        }

        if (udp.OpenOutgoing(context.FairnessKey, out var error) is not { } port)
        {
            await channel.DisposeAsync();
            return new(null, error);
        }

        if (options.UsesTls && Interlocked.Exchange(ref _warned, 1) == 0) EngineLog.UpstreamUdpOutsideTls(logger, name);
        return new(Socks5DatagramChannel.ToUpstream(port, channel, relay, context.Tally), null);
    }

    // Zeros mean the address at which the upstream was reached.
    private static IPEndPoint? RelayOf(Socks5Answer answer, DuplexChannel channel) => answer.Bound switch
    {
        null or { Port: 0 } => null,
        { Address: var address } bound when address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) =>
            channel.RemoteEndPoint is { } remote ? new(remote.Address, bound.Port) : null,
        var bound => bound,
    };

    private void Remember(Socks5Command command)
    {
        var commands = _commands;
        if (!options.UsesTls && commands[0] != command) _commands = [command, .. commands.Where(c => c != command)];
    }
}
