using System.Text.Json.Nodes;
using Sockeye.Benchmarks.Load.Datagrams;
using Sockeye.Benchmarks.Machine;

namespace Sockeye.Benchmarks.Systems;

/// <summary>All that relays datagrams here, in the order of the tables: Sockeye in each of its forms, and who has UDP ASSOCIATE.</summary>
internal static class DatagramSystems
{
    private static readonly IReadOnlyList<(DatagramForm Form, string Name, string Title)> Forms =
    [
        (DatagramForm.Plain, "plain", "UDP ASSOCIATE"),
        (DatagramForm.UdpTun, "udptun", "gost's 0xF3 inside TLS"),
        (DatagramForm.UdpOverTcp1, "uot1", "UDP over TCP 1 inside TLS"),
        (DatagramForm.UdpOverTcp2, "uot2", "UDP over TCP 2 inside TLS"),
        (DatagramForm.Connected, "uot2-connected", "UDP over TCP 2, connected, inside TLS"),
    ];

    /// <param name="builds">Programs to measure as Sockeye.</param>
    public static IReadOnlyList<ProxySystem> Create(IReadOnlyList<SockeyeBuild> builds) =>
    [
        .. from build in builds from kind in SystemCatalog.Kinds from form in Forms select Sockeye(build, kind, form.Form, form.Name, form.Title),
        new("v2ray-plain", SystemRole.Socks, "v2ray, UDP ASSOCIATE, no TLS", SystemCatalog.Lacking("v2ray"), V2Ray),
        new("dante-plain", SystemRole.Other, "dante, UDP ASSOCIATE, no TLS, no login", SystemCatalog.Lacking("danted"), around =>
            Dante.Start(around).ForDatagrams(new(DatagramForm.Plain, UsesTls: false, around.Target.DatagramPort))),
        new("none", SystemRole.Direct, "no proxy: the generator at the target", null, around =>
            new RunningSystem(new(around.Target.DatagramPort, null)).ForDatagrams(new(DatagramForm.Direct, UsesTls: false, around.Target.DatagramPort))),
    ];

    private static ProxySystem Sockeye(SockeyeBuild build, string kind, DatagramForm form, string name, string title)
    {
        var program = build.Name.Length == 0 ? "sockeye" : build.Name;
        return new($"{program}-{kind}-{name}", SystemRole.Sockeye, $"{program}, TLS by {kind}: {title}", null, Start)
        {
            IsOnlyByName = kind != SystemCatalog.Kinds[0],
        };

        RunningSystem Start(Surroundings around) =>
            SockeyeServer.Start(around, build.Command, kind, (configuration, _) => configuration["inbounds"]![0]!["udp"] = new JsonObject
            {
                ["plain"] = true,
            }).ForDatagrams(new(form, UsesTls: true, around.Target.DatagramPort));
    }

    private static RunningSystem V2Ray(Surroundings around)
    {
        var (port, program) = PlainSocks.V2Ray(around, udp: true);
        return new RunningSystem(new(port, new(around.User, around.Password, around.Target.PlainPort)), program)
            .ForDatagrams(new(DatagramForm.Plain, UsesTls: false, around.Target.DatagramPort));
    }
}
