using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Pebble;
using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>An authority that is down, or takes connections and says nothing: the proxy serves all the same, and stops when it is told.</summary>
public sealed partial class AuthorityAwayTests : IssuingTest
{
    // Far below the limits of a request, so that a stop that waits for one is seen.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(9);

    [Fact]
    public async Task Serve_AuthorityDownAtTheFirstStart_ServesTheLocalOneAndIssueWorksOnceItIsBack()
    {
        var port = FreePort.Take();
        var server = await ServeAsync(Configuration<OpenSsl>(Entry(new Uri($"https://localhost:{port}/dir"))));

        var told = await server.Process.WaitForLineAsync(NoCertificate());
        told.Groups["why"].Value.ShouldBe($"localhost:{port}: connection refused");
        (await ShownAsync()).Issuer.ShouldContain("Sockeye local authority");
        await EchoThroughAsync(server);
        await Poll.UntilAsync(
            async () => await HealthAsync(server) == $"ok\nwarning: certificate main: localhost:{port}: connection refused; tried again at {told.Groups["again"].Value}\n",
            "the failure in /healthz");
        server.Process.Lines("err").Count(line => NoCertificate().IsMatch(line)).ShouldBe(1);

        await StartPebbleAsync(new PebbleOptions { Port = port });
        (await server.Command.DoAsync("cert", "issue")).Out.ShouldContain("main: issued by");
        await UntilIssuedAsync();
        (await server.Command.DoAsync("cert", "status")).Out.ShouldNotContain("failed");
    }

    [Fact]
    public async Task Serve_AuthorityTakesConnectionsAndSaysNothing_ServesAndStopsAtOnce()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var server = await ServeAsync(Configuration<OpenSsl>(Entry(new Uri($"https://localhost:{((IPEndPoint)silent.LocalEndpoint).Port}/dir"))));
        using var connection = await silent.AcceptSocketAsync().WaitAsync(Limits.Event);

        await EchoThroughAsync(server);

        (await server.Process.StopAsync(StopLimit)).ShouldBe(0);
    }

    [Theory]
    [InlineData("/dir")]
    [InlineData("/order-plz")]
    [InlineData("/chalZ")]
    public async Task Serve_AuthorityHangs_ServesAndStopsWithinSecondsAndItCountsAsNoAttempt(string at)
    {
        var front = await OwnAsync(AuthorityFront.StartAsync(await StartPebbleAsync()));
        front.HangingAt = at;
        var server = await ServeAsync(Configuration<OpenSsl>(Entry(front.Directory)));
        await front.Hanging.Task.WaitAsync(Limits.Event);
        (await server.Command.DoAsync("cert", "status")).Out.ShouldContain("did not end", Case.Sensitive, "it is noted before it is tried");

        await EchoThroughAsync(server);

        (await server.Process.StopAsync(StopLimit)).ShouldBe(0);
        (await server.Command.DoAsync("cert", "status")).Out.ShouldNotContain("failed");
        Directory.GetFiles(Path.Combine(server.Command.DataDirectory, "acme"), "*", SearchOption.AllDirectories)
            .ShouldNotContain(f => f.Contains("/challenges/", StringComparison.Ordinal), "what was put in place is taken away");
    }

    [GeneratedRegex(@"main: no certificate: (?<why>.+); tried again at (?<again>\S+ \S+)$")]
    private static partial Regex NoCertificate();
}
