using System.Text.Json.Nodes;

namespace Sockeye.Benchmarks.Systems;

/// <summary>Something that is measured.</summary>
/// <param name="Name">As <c>--systems</c> takes it.</param>
/// <param name="Role">What it is to the comparison.</param>
/// <param name="Title">What it is, in words.</param>
/// <param name="Missing">Why it cannot run here, or null.</param>
/// <param name="Start">Starts it anew.</param>
internal sealed record ProxySystem(string Name, SystemRole Role, string Title, string? Missing, Func<Surroundings, RunningSystem> Start)
{
    /// <summary>Whether it is measured only where it is asked for by name.</summary>
    public bool IsOnlyByName { get; init; }

    /// <summary>As <see cref="Start"/>, with more in its configuration and data: Sockeye only.</summary>
    public Func<Surroundings, SockeyePreparation, RunningSystem>? StartPrepared { get; init; }
}

/// <summary>Puts more into a configuration and a data directory that already has its first user.</summary>
internal delegate void SockeyePreparation(JsonObject configuration, string data);

/// <summary>What a system is to the comparison.</summary>
internal enum SystemRole
{
    /// <summary>What is compared.</summary>
    Sockeye,

    /// <summary>HAProxy then v2ray, what Sockeye takes the place of; of its variants the best counts.</summary>
    Pair,

    /// <summary>HAProxy alone: TLS, and no SOCKS5; of its variants the best counts.</summary>
    Terminator,

    /// <summary>v2ray by itself: plain SOCKS5, what datagrams are compared with.</summary>
    Socks,

    /// <summary>Another way to have the same.</summary>
    Other,

    /// <summary>No proxy.</summary>
    Direct,
}
