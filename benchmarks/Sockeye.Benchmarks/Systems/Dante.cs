using Sockeye.Benchmarks.Machine;

namespace Sockeye.Benchmarks.Systems;

/// <summary>dante, without a login: its passwords are those of the system's users. It writes no log.</summary>
internal static class Dante
{
    public static RunningSystem Start(Surroundings around)
    {
        var port = FreePort.Take();
        var folder = around.FolderFor("dante");
        var configuration = Path.Combine(folder, "danted.conf");
        File.WriteAllText(configuration, $$"""
            errorlog: stderr
            internal: 127.0.0.1 port = {{port}}
            external: 127.0.0.1
            clientmethod: none
            socksmethod: none
            user.notprivileged: nobody
            client pass { from: 127.0.0.0/8 to: 0.0.0.0/0 }
            socks pass { from: 127.0.0.0/8 to: 0.0.0.0/0 }

            """);
        var program = ChildProgram.Start("dante", folder, Programs.Find("danted")!, "-f", configuration, "-p", Path.Combine(folder, "danted.pid"));
        program.WaitForPort(port);
        return new(new(port, new("", "", around.Target.PlainPort)), program);
    }
}
