using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Testing.Programs;

/// <summary>Programs that others wrote, each with the Debian package that brings it.</summary>
internal static class RealProgram
{
    /// <summary>PySocks, for <see cref="Python"/>.</summary>
    public const string PythonSocks = "/usr/lib/python3/dist-packages/socks.py";

    /// <summary>Debian's Python, which has it.</summary>
    public const string Python = "/usr/bin/python3";

    /// <summary>The npm package <c>socks</c>, and the folder to name in NODE_PATH.</summary>
    public const string NodeSocks = "/usr/share/nodejs/socks/package.json";

    /// <summary>Where Debian's node packages are.</summary>
    public const string NodePath = "/usr/share/nodejs";

    private static readonly Dictionary<string, string> Packages = new()
    {
        ["bash"] = "bash",
        ["certutil"] = "libnss3-tools",
        ["chromium"] = "chromium",
        ["curl"] = "curl",
        ["danted"] = "dante-server",
        ["git"] = "git",
        ["dig"] = "bind9-dnsutils",
        ["haproxy"] = "haproxy",
        ["ip"] = "iproute2",
        ["knotd"] = "knot",
        ["microsocks"] = "microsocks",
        ["named"] = "bind9",
        ["nc.openbsd"] = "netcat-openbsd",
        ["node"] = "nodejs",
        [NodeSocks] = "node-socks",
        ["openssl"] = "openssl",
        ["pebble"] = "pebble",
        ["pebble-challtestsrv"] = "pebble",
        ["proxychains4"] = "proxychains4",
        [PythonSocks] = "python3-socks",
        ["socksify"] = "dante-client",
        ["ssh"] = "openssh-client",
        ["ssh-keygen"] = "openssh-client",
        ["sshd"] = "openssh-server",
        ["rsvg-convert"] = "librsvg2-bin",
        ["sh"] = "dash",
        ["stunnel"] = "stunnel4",
        ["testssl"] = "testssl.sh",
        ["tinyproxy"] = "tinyproxy",
        ["update-ca-certificates"] = "ca-certificates",
        ["unshare"] = "util-linux",
        ["v2ray"] = "v2ray",
        ["zbarimg"] = "zbar-tools",
    };

    private static readonly string[] Folders =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries), "/usr/sbin", "/usr/local/sbin"];

    /// <summary>
    /// The program's path. Where it is missing the test is skipped with the package's name; with <c>CI=true</c> it fails,
    /// so that what lands has been tried against all of them.
    /// </summary>
    public static string Require(string name)
    {
        var package = Packages[name];
        if (Find(name) is { } path)
        {
            return path;
        }

        Miss(name, package);
        return package;
    }

    /// <summary>A program that needs a file of another package; missing is as for <see cref="Require"/>.</summary>
    public static string RequireFile(string program, string file, string package)
    {
        if (!File.Exists(program) || !File.Exists(file))
        {
            Miss(file, package);
        }

        return program;
    }

    /// <summary>The path of a library below the system's folders for them; missing is as for <see cref="Require"/>.</summary>
    public static string RequireLibrary(string file, string package)
    {
        if (Directory.GetDirectories("/usr/lib", "*-linux-gnu*").Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists) is { } path)
        {
            return path;
        }

        Miss(file, package);
        return package;
    }

    /// <summary>Whether it is there.</summary>
    public static bool IsInstalled(string name) => Find(name) is not null;

    /// <summary>Starts one that listens, and waits until it does.</summary>
    public static async Task<ChildProcess> StartListeningAsync(string name, int port, params string[] arguments)
    {
        var child = ChildProcess.Start(name, Require(name), arguments);
        try
        {
            await Poll.UntilAcceptsAsync(child, port);
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    private static void Miss(string name, string package)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail($"{name} is not installed: apt-get install {package}");
        }

        Assert.Skip($"{name} is not installed: apt-get install {package}");
    }

    private static string? Find(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
