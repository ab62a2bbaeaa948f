using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using Sockeye.Control.Importing.Haproxy.Lines;
using Sockeye.Core.Net;

namespace Sockeye.Control.Importing.Haproxy.Proxies;

/// <summary>
/// What stands behind the action of a rule: <c>if</c> or <c>unless</c> and a condition (HAProxy's configuration manual,
/// section 7.2). Only two kinds are understood: those that always or never hold, and a list of source addresses.
/// </summary>
internal sealed record HaproxyCondition
{
    public bool IsAlways { get; private init; }

    public bool IsNever { get; private init; }

    /// <summary>The sources for which it holds; null where it is something else.</summary>
    public ImmutableList<CidrRange>? Sources { get; private init; }

    /// <summary>Reads the words of a line from an index on.</summary>
    /// <param name="line">The line.</param>
    /// <param name="index">Of <c>if</c> or <c>unless</c>; behind the end where there is no condition.</param>
    /// <param name="named">The named conditions so far.</param>
    public static HaproxyCondition Read(HaproxyLine line, int index, ImmutableDictionary<string, ImmutableList<CidrRange>?> named)
    {
        var words = line.Words.Skip(index).Select(word => word.Text).ToList();
        return words switch
        {
            [] or ["if", "TRUE"] or ["unless", "FALSE"] => new HaproxyCondition { IsAlways = true },
            ["if", "FALSE"] or ["unless", "TRUE"] => new HaproxyCondition { IsNever = true },
            ["if", "{", "src", .. var sources, "}"] => new HaproxyCondition { Sources = ReadSources(sources) },
            ["if", var name] when named.TryGetValue(name, out var sources) => new HaproxyCondition { Sources = sources },
            _ => new HaproxyCondition(),
        };
    }

    /// <summary>Addresses and ranges; null where one is a name, a file, a flag or anything else.</summary>
    public static ImmutableList<CidrRange>? ReadSources(IReadOnlyList<string> words)
    {
        var ranges = ImmutableList.CreateBuilder<CidrRange>();
        foreach (var word in words)
        {
            if (!CidrRange.TryParse(WithPrefix(word), out var range))
            {
                return null;
            }

            ranges.Add(range);
        }

        return ranges.Count > 0 ? ranges.ToImmutable() : null;
    }

    // 10.0.0.0/255.0.0.0 is 10.0.0.0/8.
    private static string WithPrefix(string word)
    {
        var slash = word.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !word.AsSpan(slash).Contains('.') || !IPAddress.TryParse(word.AsSpan(slash + 1), out var mask)
            || mask.AddressFamily != AddressFamily.InterNetwork)
        {
            return word;
        }

        var bits = BinaryPrimitives.ReadUInt32BigEndian(mask.GetAddressBytes());
        var prefix = BitOperations.LeadingZeroCount(~bits);
        return bits == (prefix == 0 ? 0 : uint.MaxValue << (32 - prefix))
            ? string.Create(CultureInfo.InvariantCulture, $"{word.AsSpan(0, slash)}/{prefix}") : word;
    }
}
