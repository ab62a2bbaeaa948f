using System.Text.Json.Nodes;
using Sockeye.Benchmarks.Machine;

namespace Sockeye.Benchmarks.Systems;

/// <summary>SOCKS5 servers with a password and without TLS, to stand behind a TLS terminator.</summary>
internal static class PlainSocks
{
    /// <summary>v2ray, without a log.</summary>
    public static (int Port, ChildProgram Program) V2Ray(Surroundings around, bool udp = false)
    {
        var port = FreePort.Take();
        var folder = around.FolderFor("v2ray");
        var configuration = Path.Combine(folder, "v2ray.json");
        File.WriteAllText(configuration, new JsonObject
        {
            ["log"] = new JsonObject { ["loglevel"] = "none", ["access"] = "none" },
            ["inbounds"] = new JsonArray(new JsonObject
            {
                ["listen"] = "127.0.0.1",
                ["port"] = port,
                ["protocol"] = "socks",
                ["settings"] = new JsonObject
                {
                    ["udp"] = udp,
                    ["ip"] = "127.0.0.1",
                    ["auth"] = "password",
                    ["accounts"] = new JsonArray(new JsonObject { ["user"] = around.User, ["pass"] = around.Password }),
                },
            }),
            ["outbounds"] = new JsonArray(new JsonObject { ["protocol"] = "freedom" }),
        }.ToJsonString());
        return Started(ChildProgram.Start("v2ray", folder, Programs.Find("v2ray")!, "-config", configuration, "-format", "json"), port);
    }

    /// <summary>microsocks; its log can't be turned off and goes to a file.</summary>
    public static (int Port, ChildProgram Program) Microsocks(Surroundings around)
    {
        var port = FreePort.Take();
        return Started(
            ChildProgram.Start(
                "microsocks", around.FolderFor("microsocks"), Programs.Find("microsocks")!,
                "-i", "127.0.0.1", "-p", $"{port}", "-u", around.User, "-P", around.Password),
            port);
    }

    private static (int Port, ChildProgram Program) Started(ChildProgram program, int port)
    {
        program.WaitForPort(port);
        return (port, program);
    }
}
