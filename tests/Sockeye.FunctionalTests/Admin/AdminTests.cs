using System.Net;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Admin;

/// <summary>Health, readiness and metrics.</summary>
public sealed class AdminTests : FunctionalTest
{
    private static readonly TestUser Alice = new("alice", "correct-horse-battery");

    [Fact]
    public async Task HealthAndReadiness_FromStartToDrain_TellTheTruth()
    {
        var server = await OwnAsync(SockeyeServer.StartAsync(null, Alice));
        var target = Own(Targets.Echo());
        (await server.Admin.GetAsync(new Uri("healthz", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.Admin.GetAsync(new Uri("readyz", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var connection = await OwnAsync(server.ConnectAsync());
        await connection.ConnectAsync(Alice.Name, Alice.Password, "localhost", target.Port);

        server.Process.Send(Signal.Terminate);

        await Poll.UntilAsync(
            async () => (await server.Admin.GetAsync(new Uri("readyz", UriKind.Relative))).StatusCode == HttpStatusCode.ServiceUnavailable,
            "readiness withdrawn while draining");
        (await server.Admin.GetAsync(new Uri("healthz", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await connection.EndSendingAsync();
        (await server.Process.WaitForExitAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Metrics_AfterASessionAndARefusal_HaveTheDocumentedNames()
    {
        var server = await OwnAsync(SockeyeServer.StartAsync(null, Alice));
        var target = Own(Targets.Echo());
        await using (var connection = await server.ConnectAsync())
        {
            await connection.ConnectAsync(Alice.Name, Alice.Password, "localhost", target.Port);
            await connection.SendAsync(new byte[1000]);
            (await connection.ReadExactlyAsync(1000)).Length.ShouldBe(1000);
            await connection.EndSendingAsync();
        }

        await using (var refused = await server.ConnectAsync())
        {
            await refused.LogInAsync(Alice.Name, Alice.Password);
            await refused.RequestAsync(Socks5Messages.Request("10.1.2.3", 80));
        }

        await server.WaitForAccessLineAsync("Completed");
        await server.WaitForAccessLineAsync("DialFailed");
        var metrics = await server.Admin.GetStringAsync(new Uri("metrics", UriKind.Relative));

        metrics.ShouldContain("sockeye_sessions_active");
        metrics.ShouldMatch(@"(?m)^sockeye_transfer_bytes_total\{[^}]*direction=""upload""[^}]*\} 1000$");
        metrics.ShouldMatch(@"(?m)^sockeye_transfer_bytes_total\{[^}]*direction=""download""[^}]*\} 1000$");
        metrics.ShouldMatch(@"(?m)^sockeye_sessions_ended_total\{[^}]*protocol=""socks5""[^}]*reason=""Completed""[^}]*\} 1$");
        metrics.ShouldMatch(@"(?m)^sockeye_dial_failures_total\{[^}]*\} 1$");
        metrics.ShouldContain("sockeye_stage_duration_seconds_bucket");
        metrics.ShouldNotContain("alice");
    }

    [Fact]
    public async Task AdminPort_InUse_IsAFaultThatNamesIt()
    {
        using var command = new SockeyeCommand();
        using var holder = new System.Net.Sockets.TcpListener(IPAddress.Loopback, command.AdminPort);
        holder.Start();

        var result = await command.RunAsync(["serve"]);

        result.ShouldExit(1).Error.ShouldContain($"{command.AdminPort}");
    }
}
