using System.Globalization;
using Sockeye.Benchmarks.Machine;

namespace Sockeye.Benchmarks.Systems;

/// <summary>All that can be measured here, in the order of the tables.</summary>
internal static class SystemCatalog
{
    /// <summary>The kinds of Sockeye: tls.provider of its configuration. The first is the default.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["openssl", "sslstream"];

    /// <param name="builds">Programs to measure as Sockeye: a name (empty for the only one) and its command.</param>
    public static IReadOnlyList<ProxySystem> Create(IReadOnlyList<SockeyeBuild> builds)
    {
        List<ProxySystem> all = [];
        foreach (var build in builds)
        {
            foreach (var kind in Kinds)
            {
                var name = build.Name.Length == 0 ? "sockeye" : build.Name;
                all.Add(new($"{name}-{kind}", SystemRole.Sockeye, $"{name}, TLS by {kind}", null, a => SockeyeServer.Start(a, build.Command, kind))
                {
                    StartPrepared = (a, prepare) => SockeyeServer.Start(a, build.Command, kind, prepare),
                });
            }
        }

        foreach (var buffer in HAProxy.BuffersKiB)
        {
            all.Add(new(
                Invariant($"haproxy-v2ray-{buffer}k"), SystemRole.Pair, Invariant($"HAProxy (buffers of {buffer} KiB), then v2ray"),
                Lacking("haproxy", "v2ray"), a => HAProxy.Before(a, buffer, PlainSocks.V2Ray(a))));
        }

        foreach (var buffer in HAProxy.BuffersKiB)
        {
            all.Add(new(
                Invariant($"haproxy-{buffer}k"), SystemRole.Terminator, Invariant($"HAProxy alone (buffers of {buffer} KiB), no SOCKS5"),
                Lacking("haproxy"), a => HAProxy.Alone(a, buffer)));
        }

        all.Add(new(
            "haproxy-microsocks", SystemRole.Other, "HAProxy (buffers of 256 KiB), then microsocks",
            Lacking("haproxy", "microsocks"), a => HAProxy.Before(a, 256, PlainSocks.Microsocks(a))));
        all.Add(new(
            "stunnel-microsocks", SystemRole.Other, "stunnel, then microsocks",
            Lacking("stunnel", "microsocks"), a => Stunnel.Before(a, PlainSocks.Microsocks(a))));
        all.Add(new("none", SystemRole.Direct, "no proxy: the generator at a TLS target", null, a => new(new(a.Target.TlsPort, null))));
        return all;
    }

    /// <summary>What a system that needs these programs lacks, or null.</summary>
    public static string? Lacking(params IEnumerable<string> programs)
    {
        var missing = programs.Where(p => Programs.Find(p) is null).ToArray();
        return missing.Length == 0 ? null : $"not installed: {string.Join(", ", missing)}";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A program to measure as Sockeye.</summary>
internal sealed record SockeyeBuild(string Name, IReadOnlyList<string> Command);
