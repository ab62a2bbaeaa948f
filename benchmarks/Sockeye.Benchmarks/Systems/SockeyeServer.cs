using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Sockeye.Benchmarks.Load;
using Sockeye.Benchmarks.Machine;

namespace Sockeye.Benchmarks.Systems;

/// <summary>Sockeye as a person starts it: a process with a data directory of its own, one user, its access log going to a file.</summary>
internal static class SockeyeServer
{
    private const string Listening = "listening socks5s://127.0.0.1:";

    /// <summary>Makes the user and starts the server.</summary>
    /// <param name="around">What it is given.</param>
    /// <param name="command">The program and its first arguments.</param>
    /// <param name="provider">The kind: <c>tls.provider</c> of the configuration.</param>
    /// <param name="prepare">More of the configuration and the data directory, before the start.</param>
    public static RunningSystem Start(
        Surroundings around, IReadOnlyList<string> command, string provider, SockeyePreparation? prepare = null)
    {
        var folder = around.FolderFor($"sockeye-{provider}");
        var data = Path.Combine(folder, "data");
        var configuration = Path.Combine(folder, "sockeye.json");
        var content = Configuration(around, provider);
        AddUser(around, command, data);
        prepare?.Invoke(content, data);
        File.WriteAllText(configuration, content.ToJsonString());
        var program = ChildProgram.Start(
            "sockeye", folder, command[0], [.. command.Skip(1), "serve", "--no-first-user", "--config", configuration, "--data", data]);
        try
        {
            var port = int.Parse(program.WaitForLine(Listening), CultureInfo.InvariantCulture);
            return new(new(port, new SocksRequest(around.User, around.Password, around.Target.PlainPort)), program);
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    private static JsonObject Configuration(Surroundings around, string provider) => new()
    {
        ["inbounds"] = new JsonArray(new JsonObject
        {
            ["listen"] = "127.0.0.1:0",
            ["tls"] = new JsonObject
            {
                ["certificates"] = new JsonArray(new JsonObject
                {
                    ["certificate"] = around.Certificate.CertificateFile,
                    ["key"] = around.Certificate.KeyFile,
                }),
            },
        }),
        ["guard"] = new JsonObject { ["allowPrivateNetworks"] = new JsonArray("127.0.0.0/8") },
        ["timeouts"] = new JsonObject { ["idle"] = "1h" },
        ["admin"] = new JsonObject { ["listen"] = "none" },
        ["log"] = new JsonObject { ["access"] = true },
        ["tls"] = new JsonObject { ["provider"] = provider },
    };

    private static void AddUser(Surroundings around, IReadOnlyList<string> command, string data)
    {
        ProcessStartInfo start = new(command[0]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[.. command.Skip(1), "user", "add", around.User, "--password-stdin", "--data", data])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        process.StandardInput.WriteLine(around.Password);
        process.StandardInput.Close();
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"sockeye user add: {said.Trim()}");
    }
}
