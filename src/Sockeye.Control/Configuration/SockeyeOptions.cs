using System.Diagnostics.CodeAnalysis;

namespace Sockeye.Control.Configuration;

/// <summary>Everything that the configuration file says, validated. Immutable: a reload makes a new one.</summary>
public sealed record SockeyeOptions
{
    /// <summary>The file that was read, as a full path; null where the defaults stand alone.</summary>
    public string? File { get; init; }

    /// <summary>Where clients come in. Default: one, so that the program with no file at all is a proxy.</summary>
    public IReadOnlyList<InboundOptions> Inbounds { get; init; } = [InboundOptions.Default];

    /// <summary>The file's own ways out. Default: none; <c>direct</c> and <c>block</c> always exist beside them.</summary>
    public IReadOnlyList<OutboundOptions> Outbounds { get; init; } = [];

    /// <summary>The certificates that are issued by ACME and kept fresh. Default: none.</summary>
    public IReadOnlyList<AcmeOptions> Acme { get; init; } = [];

    /// <summary>Which way out a request takes.</summary>
    public RoutingOptions Routing { get; init; } = new();

    /// <summary>What the guard of direct outbounds lets through.</summary>
    public GuardSection Guard { get; init; } = new();

    /// <summary>The limits in time.</summary>
    public TimeoutOptions Timeouts { get; init; } = new();

    /// <summary>The listener for health and metrics.</summary>
    public AdminOptions Admin { get; init; } = new();

    /// <summary>What is logged, and how it looks.</summary>
    public LogOptions Log { get; init; } = new();

    /// <summary>Which TLS implementation is used.</summary>
    public TlsOptions Tls { get; init; } = new();

    /// <summary>The limits in number.</summary>
    public LimitOptions Limits { get; init; } = new();

    /// <summary>
    /// Puts another address into the only inbound, as <c>--listen</c> does, and holds the result to the same rules as the file.
    /// </summary>
    /// <param name="listen">The address.</param>
    /// <param name="replaced">The options with it.</param>
    /// <param name="error">Why it can't be, in one line.</param>
    public bool TryReplaceListen(ListenAddress listen, [NotNullWhen(true)] out SockeyeOptions? replaced, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(listen);
        replaced = null;
        error = this switch
        {
            { Inbounds.Count: not 1 } => $"--listen replaces the address of the only inbound, and there are {Inbounds.Count}; change the configuration instead",
            { Inbounds: [{ Tls.Kind: InboundTlsKind.None, AllowPlaintext: false }] } when !listen.IsLoopback => PlaintextOffLoopback(listen),
            { Admin.Listen: { } admin } when admin.Overlaps(listen) => $"the admin listener has {admin} already",
            _ => null,
        };
        if (error is not null)
        {
            return false;
        }

        replaced = this with { Inbounds = [Inbounds[0] with { Listen = listen }] };
        return true;
    }

    internal static string PlaintextOffLoopback(ListenAddress listen) =>
        $"without TLS, passwords would cross the network readable on {listen}; listen on 127.0.0.1, use TLS, or say \"allowPlaintext\": true where something else protects this port";
}
