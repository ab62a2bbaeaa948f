using Sockeye.Engine.Outbounds;

namespace Sockeye.Engine.Udp;

/// <summary>One way out of an association.</summary>
internal sealed class UdpPath(Outbound outbound, DatagramChannel channel)
{
    private volatile bool _isRetired;

    /// <summary>What opened it.</summary>
    public Outbound Outbound => outbound;

    /// <summary>Its datagrams.</summary>
    public DatagramChannel Channel => channel;

    /// <summary>Whether nothing leads there any more: its end is nobody's loss, and its download gives it back.</summary>
    public bool IsRetired => _isRetired;

    /// <summary>Ends it alone. Only by the one who sends, who does not send there again.</summary>
    public void Retire()
    {
        _isRetired = true;
        channel.Abort();
    }
}
