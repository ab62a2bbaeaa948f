using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Pebble;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>A data directory that is full at the moment when the certificate comes: a file system of its own, which only the server sees.</summary>
public sealed class FullDiskTests : IssuingTest
{
    private const string MountAndRun = "mount -t tmpfs -o size=4m,mode=700 tmpfs \"$1\" && shift && exec \"$@\"";

    [Fact]
    public async Task Serve_DiskFullWhenTheCertificateComes_SaysSoAndWritesItOnceThereIsRoomWithoutAnotherOrder()
    {
        await RequireNamespacesAsync();
        var front = await OwnAsync(AuthorityFront.StartAsync(await StartPebbleAsync()));
        using var command = new SockeyeCommand(Configuration<OpenSsl>(Entry(front.Directory)));
        Directory.CreateDirectory(command.DataDirectory);
        var process = command.StartServeBy("unshare", "--mount", "sh", "-c", MountAndRun, "sh", command.DataDirectory);
        var fill = $"/proc/{process.Id}/root{command.DataDirectory}/fill";
        front.Passing = path =>
        {
            if (path.StartsWith("/finalize-order", StringComparison.Ordinal))
            {
                Fill(fill);
            }
        };
        var server = await OwnAsync(SockeyeServer.AttachAsync(command, process));

        await process.WaitForLineAsync(new("main: no certificate: .*/acme/certificates/main\\.pem can't be written: No space left on device.*; tried again at"));
        (await ShownAsync()).Issuer.ShouldContain("Sockeye local authority");
        (await HealthAsync(server)).ShouldContain("warning: certificate main: ");

        File.Delete(fill);
        await UntilIssuedAsync();

        front.Orders.Count.ShouldBe(1);
        process.Lines("err").Count(l => l.Contains("main: no certificate", StringComparison.Ordinal)).ShouldBe(1);
        await Poll.UntilAsync(async () => await HealthAsync(server) == "ok\n", "the warning gone");
    }

    private static void Fill(string file)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true)
            {
                stream.Write(page);
            }
        }
        catch (IOException)
        {
            // full
        }
    }

    private static async Task RequireNamespacesAsync()
    {
        var tried = await ChildProcess.RunAsync("unshare", RealProgram.Require("unshare"), ["--mount", "true"]);
        if (tried.ExitCode != 0)
        {
            Assert.Skip($"no mount namespace can be made here ({tried.Error.Trim()}): it takes root or CAP_SYS_ADMIN");
        }
    }
}
