using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Sockeye.Engine.Dialing;

/// <summary>The addresses of a name, or why there are none.</summary>
public sealed class ResolveResult
{
    private ResolveResult(IReadOnlyList<IPAddress> addresses, DialError? error)
    {
        Addresses = addresses;
        Error = error;
    }

    /// <summary>At least one address in the order in which to try them; empty where <see cref="Error"/> is set.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; }

    /// <summary>Why not, at <see cref="DialStage.Resolve"/>; null on success.</summary>
    public DialError? Error { get; }

    /// <summary>Whether there are addresses.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsResolved => Error is null;

    /// <summary>Success: one address or more.</summary>
    public static ResolveResult Resolved(IReadOnlyList<IPAddress> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentOutOfRangeException.ThrowIfZero(addresses.Count);
        return new ResolveResult(addresses, null);
    }

    /// <summary>Failure.</summary>
    internal static ResolveResult Failed(DialError error) => new([], error);

    /// <summary>Failure.</summary>
    public static ResolveResult Failed(DialErrorKind kind, string message) => new([], new DialError(DialStage.Resolve, kind, message));
}
