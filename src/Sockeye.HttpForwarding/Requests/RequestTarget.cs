using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Sockeye.Core.Net;

namespace Sockeye.HttpForwarding.Requests;

/// <summary>
/// The absolute-form request target (RFC 9112 section 3.2.2: <c>http://host[:port]/path?query</c>), which wins over Host.
/// </summary>
/// <param name="Destination">Where to dial.</param>
/// <param name="Uri">The same with the path and query exactly as the client wrote them.</param>
internal sealed record RequestTarget(Destination Destination, Uri Uri)
{
    private const string Scheme = "http://";
    private const ushort DefaultPort = 80;

    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Total: a target, or what is wrong with it.</summary>
    public static bool TryParse(string rawTarget, [NotNullWhen(true)] out RequestTarget? target, out RequestTargetFault fault)
    {
        target = null;
        if (!rawTarget.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            fault = FaultOf(rawTarget);
            return false;
        }

        fault = RequestTargetFault.Malformed;
        var rest = rawTarget.AsSpan(Scheme.Length);
        var authorityLength = rest.IndexOfAny('/', '?', '#');
        var authority = authorityLength < 0 ? rest : rest[..authorityLength];
        var tail = authorityLength < 0 ? [] : rest[authorityLength..];

        // A fragment is never sent (RFC 9112 section 3.2.2 allows none); whoever sends one means the page without it.
        var fragment = tail.IndexOf('#');
        tail = fragment < 0 ? tail : tail[..fragment];
        if (authority.Contains('@'))
        {
            fault = RequestTargetFault.UserInfo;
            return false;
        }

        if (!TrySplit(authority, out var host, out var port) || !Destination.TryFromHost(host, port, out var destination))
        {
            return false;
        }

        var path = tail.Length > 0 && tail[0] == '/' ? "" : "/"; // an empty path is sent as "/" (RFC 9112 section 3.2.1)
        if (!Uri.TryCreate($"{Scheme}{destination}{path}{tail}", AsWritten, out var uri))
        {
            return false;
        }

        target = new RequestTarget(destination, uri);
        fault = RequestTargetFault.None;
        return true;
    }

    private static RequestTargetFault FaultOf(string rawTarget)
    {
        if (rawTarget.StartsWith('/') || rawTarget == "*")
        {
            return RequestTargetFault.NotForAProxy;
        }

        return rawTarget.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? RequestTargetFault.NeedsConnect : RequestTargetFault.UnknownScheme;
    }

    private static bool TrySplit(ReadOnlySpan<char> authority, out string host, out ushort port)
    {
        port = DefaultPort;
        var colon = authority.LastIndexOf(':');
        var hasPort = colon > authority.LastIndexOf(']');
        host = (hasPort ? authority[..colon] : authority).ToString();
        var digits = hasPort ? authority[(colon + 1)..] : [];
        return digits.IsEmpty // "host:" means the default port (RFC 3986 section 3.2.3)
            || (ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port != 0);
    }
}
