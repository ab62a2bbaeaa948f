using System.Diagnostics.CodeAnalysis;

namespace Sockeye.Engine.Transport.Tls;

/// <summary>A channel, or the reason why the handshake failed.</summary>
public sealed record TlsHandshakeResult
{
    /// <summary>The channel inside TLS; the taker disposes it.</summary>
    public DuplexChannel? Channel { get; private init; }

    /// <summary>How the handshake ended where it failed.</summary>
    public ChannelEnd End { get; private init; }

    /// <summary>What went wrong, in one line without secrets, as in <c>unsupported protocol</c>; empty on success.</summary>
    public string Message { get; private init; } = "";

    /// <summary>Whether there is a channel.</summary>
    [MemberNotNullWhen(true, nameof(Channel))]
    public bool IsEstablished => Channel is not null;

    /// <summary>Success.</summary>
    public static TlsHandshakeResult Established(DuplexChannel channel) => new() { Channel = channel };

    /// <summary>Failure.</summary>
    public static TlsHandshakeResult Failed(ChannelEnd end, string message) => new() { End = end, Message = message };
}
