using System.Diagnostics.CodeAnalysis;

namespace Sockeye.Engine.Transport.Tls;

/// <summary>A channel, or why there is none: the handshake failed, or answered an authority's challenge.</summary>
public sealed record TlsHandshakeResult
{
    /// <summary>The channel inside TLS; the taker disposes it.</summary>
    public DuplexChannel? Channel { get; private init; }

    /// <summary>How the connection ended where there is no channel.</summary>
    public ChannelEnd End { get; private init; }

    /// <summary>What went wrong, in one line without secrets, as in <c>unsupported protocol</c>; empty on success, the name for a challenge.</summary>
    public string Message { get; private init; } = "";

    /// <summary>Whether there is a channel.</summary>
    [MemberNotNullWhen(true, nameof(Channel))]
    public bool IsEstablished => Channel is not null;

    /// <summary>Whether the handshake answered an authority's challenge (RFC 8737): done, closed, and no fault of anybody.</summary>
    public bool IsChallenge { get; private init; }

    /// <summary>Success.</summary>
    public static TlsHandshakeResult Established(DuplexChannel channel) => new() { Channel = channel };

    /// <summary>Failure.</summary>
    public static TlsHandshakeResult Failed(ChannelEnd end, string message) => new() { End = end, Message = message };

    /// <summary>A challenge was answered, and the connection is closed.</summary>
    /// <param name="name">The name that it was for.</param>
    public static TlsHandshakeResult Challenge(string? name) =>
        new() { End = ChannelEnd.Closed, IsChallenge = true, Message = name ?? "" };
}
