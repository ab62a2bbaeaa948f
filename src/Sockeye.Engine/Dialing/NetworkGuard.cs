using System.Net;
using System.Net.Sockets;
using Sockeye.Core.Net;

namespace Sockeye.Engine.Dialing;

/// <summary>
/// Keeps clients of a direct outbound out of the networks that only this machine can reach: an address that is not
/// public, or is this machine's own, is refused in every spelling. Asked about the address that will be dialled, after
/// name resolution, so that a name cannot say one thing and resolve to another.
/// </summary>
/// <remarks>Thread-safe; a check allocates nothing but the text of a refusal that is asked for.</remarks>
public sealed class NetworkGuard
{
    private readonly CidrRange[] _opened;
    private readonly IOwnAddressSource _own;
    private volatile IPEndPoint[] _protectedEndPoints; // an array: each datagram is checked, and a list's enumerator is an object

    /// <summary>A guard of these options; <paramref name="ownAddresses"/> may be shared and outlives it.</summary>
    public NetworkGuard(GuardOptions options, IOwnAddressSource ownAddresses)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(ownAddresses);
        _opened = [.. options.AllowPrivateNetworks];
        _protectedEndPoints = [.. options.ProtectedEndPoints];
        _own = ownAddresses;
    }

    /// <summary>
    /// <see cref="GuardOptions.ProtectedEndPoints"/>, to be set again once a listener knows its port. A new list is
    /// seen by the next check.
    /// </summary>
    public IReadOnlyList<IPEndPoint> ProtectedEndPoints
    {
        get => _protectedEndPoints;
        set => _protectedEndPoints = [.. value];
    }

    /// <summary>Whether this address and port may be dialled.</summary>
    public GuardVerdict Check(IPAddress address, ushort port)
    {
        ArgumentNullException.ThrowIfNull(address);
        return IsProtected(AddressBits.Of(address), port)
            ? GuardVerdict.Refused("a listener of this server that stays closed")
            : Check(address);
    }

    /// <summary>Whether this address may be dialled at all, whatever the port.</summary>
    public GuardVerdict Check(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        foreach (ref readonly var range in _opened.AsSpan())
        {
            if (range.Contains(address))
            {
                return GuardVerdict.Allowed;
            }
        }

        var verdict = CheckPublic(AddressBits.Of(address));
        var scoped = address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0;
        return verdict.IsAllowed && scoped ? GuardVerdict.Refused("an address with a scope, which is no public one") : verdict;
    }

    /// <summary><see cref="Check(IPAddress, ushort)"/> as a question; the reason names the range, and is empty where allowed.</summary>
    public bool IsAllowed(IPAddress address, ushort port, out string reason)
    {
        var verdict = Check(address, port);
        reason = verdict.Reason ?? "";
        return verdict.IsAllowed;
    }

    private GuardVerdict CheckPublic(UInt128 address)
    {
        Span<UInt128> embedded = stackalloc UInt128[EmbeddedIPv4.Maximum];
        var count = EmbeddedIPv4.Find(address, embedded, out var form);
        if (count == 0)
        {
            return NonPublicRanges.Find(address) is { } what ? GuardVerdict.Refused(what) : CheckOwn(address, null);
        }

        // What the operator opened is not looked at for the inner address: behind a gateway 10.0.0.0/8 may be another network.
        foreach (var inner in embedded[..count])
        {
            var verdict = NonPublicRanges.Find(inner) is { } what ? GuardVerdict.Refused(what, form) : CheckOwn(inner, form);
            if (!verdict.IsAllowed)
            {
                return verdict;
            }
        }

        return CheckOwn(address, null);
    }

    private GuardVerdict CheckOwn(UInt128 address, string? form) =>
        _own.Current.Contains(address) ? GuardVerdict.Refused("an address of this machine", form) : GuardVerdict.Allowed;

    private bool IsProtected(UInt128 address, ushort port)
    {
        foreach (var endPoint in _protectedEndPoints)
        {
            if (endPoint.Port == port && (AddressBits.Of(endPoint.Address) == address || ReachesThisMachine(address)))
            {
                return true;
            }
        }

        return false;
    }

    private bool ReachesThisMachine(UInt128 address)
    {
        if (IsOwn(address))
        {
            return true;
        }

        Span<UInt128> embedded = stackalloc UInt128[EmbeddedIPv4.Maximum];
        var count = EmbeddedIPv4.Find(address, embedded, out _);
        foreach (var inner in embedded[..count])
        {
            if (IsOwn(inner))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOwn(UInt128 address) => NonPublicRanges.IsLoopback(address) || _own.Current.Contains(address);
}
