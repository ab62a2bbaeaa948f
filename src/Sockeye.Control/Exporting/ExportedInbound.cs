using System.Net;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Exporting;

/// <summary>An inbound with the address of its half in Xray: its own, or a port on loopback behind HAProxy's TLS.</summary>
internal sealed record ExportedInbound(InboundOptions Options, IPAddress XrayAddress, int XrayPort)
{
    // Where the seed's Xray listens.
    private const int FirstPort = 10800;

    public string Tag => Options.Tag;

    /// <summary>Whether HAProxy stands in front.</summary>
    public bool IsTls => Options.Tls.Kind != InboundTlsKind.None;

    /// <summary>
    /// Whether Xray is to open UDP: what is inside TLS here is behind HAProxy there, on loopback; without TLS it is the form in
    /// the open, which must not come of the other one.
    /// </summary>
    public bool ServesUdp => IsTls ? Options.Udp.Tunnel : Options.Udp.Plain;

    /// <summary>Every inbound that has a port of its own; those behind HAProxy get ports that nothing of ours has.</summary>
    public static IReadOnlyList<ExportedInbound> All(SockeyeOptions options, ExportNotes notes)
    {
        var taken = options.Inbounds.Select(inbound => (int)inbound.Listen.Port).Append(options.Admin.Listen?.Port ?? 0).ToHashSet();
        var next = FirstPort;
        var all = new List<ExportedInbound>();
        foreach (var inbound in options.Inbounds)
        {
            if (inbound.Listen.Port == 0)
            {
                notes.Warn($"inbounds {inbound.Tag}", "left out: its port is chosen by the system at each start");
            }
            else if (inbound.Tls.Kind == InboundTlsKind.None)
            {
                all.Add(new ExportedInbound(inbound, inbound.Listen.Address, inbound.Listen.Port));
            }
            else
            {
                while (!taken.Add(next)) next++;
                all.Add(new ExportedInbound(inbound, IPAddress.Loopback, next));
            }
        }

        return all;
    }
}
