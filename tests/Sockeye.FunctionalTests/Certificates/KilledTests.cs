using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>SIGKILL in the middle of it: what is stored is whole, old or new, and the next run works.</summary>
public sealed class KilledTests : IssuingTest
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // The last one again and again: behind it the certificate comes and is written.
    private static readonly string[] Steps =
        ["the answers to tls-alpn-01 stand", "the authority looks", "is proven", "taken away", "taken away", "taken away"];

    private readonly Random _moments = new(5);

    [Fact]
    public async Task Renew_KilledAtAnyMoment_LeavesAWholeCertificateAndTheNextRunWorks()
    {
        var pebble = await StartPebbleAsync();
        var server = await ServeAsync(Configuration<OpenSsl>(Entry(pebble)));
        await UntilIssuedAsync();

        for (var kill = 0; kill < 12; kill++)
        {
            await using var renewing = server.Command.Start("cert", "renew", "--force");
            await renewing.WaitForLineAsync(new(Steps[kill % Steps.Length]));
            await KillAsync(renewing, 400);
            Check(server.Command);
        }

        var before = (await ShownAsync()).Thumbprint;
        Backdate(server.Command);
        await server.Command.DoAsync("cert", "renew", "--force");
        await UntilIssuedAsync(otherThan: before);
        Check(server.Command);

        // The running server writes too, by way of such a file: one that stays is a leftover.
        await Poll.UntilAsync(() => !Leftovers(server.Command).Any(), "no file left by those that were killed");
        (await HealthAsync(server)).ShouldBe("ok\n");
    }

    [Fact]
    public async Task Serve_KilledWhileItIssues_LeavesAWholeCertificateAndTheNextStartIssues()
    {
        var pebble = await StartPebbleAsync();
        using var command = new SockeyeCommand(Configuration<OpenSsl>(Entry(pebble)));
        await command.DoAsync("cert", "issue");

        for (var kill = 0; kill < 5; kill++)
        {
            // Other names are another wish: no pause of the killed attempt holds them back.
            var name = $"n{kill}.test";
            command.Change(c => c["acme"]![0]!["names"] = new JsonArray(name));
            await using var server = command.StartServe();
            await server.WaitForLineAsync(new(kill % 2 == 0 ? "main: asking" : "ChallengeAnswered"), limit: Limits.Start);
            await KillAsync(server, 1500);
            Check(command);
        }

        command.Change(c => c["acme"]![0]!["names"] = new JsonArray(Name));
        await OwnAsync(SockeyeServer.StartAsync(command));
        await UntilIssuedAsync();
        Check(command);
    }

    private async Task KillAsync(ChildProcess process, int withinMilliseconds)
    {
        // No event to wait for: the moment is what is tried out, the same ones in each run.
        await Task.Delay(_moments.Next(withinMilliseconds));
        if (!process.HasExited)
        {
            process.Send(Signal.Kill);
        }

        await process.WaitForExitAsync();
    }

    /// <summary>Leaf and key fit, everything is its owner's alone.</summary>
    private static void Check(SockeyeCommand command)
    {
        foreach (var file in Stored(command))
        {
            try
            {
                File.GetUnixFileMode(file).ShouldBe(OwnersFile, file);
            }
            catch (FileNotFoundException) when (file.EndsWith(".tmp", StringComparison.Ordinal))
            {
                // The running server has put it in its place meanwhile.
            }
        }

        var document = File.ReadAllText(Path.Combine(command.DataDirectory, "acme", "certificates", "main.pem"));
        using var leaf = X509Certificate2.CreateFromPem(document, document);
        leaf.HasPrivateKey.ShouldBeTrue();
    }

    private static void Backdate(SockeyeCommand command)
    {
        foreach (var file in Leftovers(command))
        {
            try
            {
                File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1));
            }
            catch (FileNotFoundException)
            {
                // The running server's, which is in its place by now.
            }
        }
    }

    private static IEnumerable<string> Leftovers(SockeyeCommand command) => Stored(command).Where(f => f.EndsWith(".tmp", StringComparison.Ordinal));

    private static string[] Stored(SockeyeCommand command) =>
        Directory.GetFiles(Path.Combine(command.DataDirectory, "acme"), "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 });
}
