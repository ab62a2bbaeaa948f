using System.Net;
using System.Net.Sockets;
using Sockeye.Admin;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Sessions;
using Sockeye.Tests.Testing;

namespace Sockeye.Tests.Hosting;

public sealed class AdminServerTests : IReadiness
{
    public bool IsReady { get; private set; } = true;

    public IReadOnlyList<string> Warnings { get; private set; } = [];

    public string Describe() => IsReady ? "ready" : "not accepting connections";

    [Fact]
    public async Task Endpoints_AnswerWhatTheyAreFor()
    {
        using var metrics = new EngineMetrics(new SessionRegistry(new SessionClock(TimeProvider.System)));
        await using var admin = await AdminServer.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), this, new RecordingLoggerFactory());
        using var http = new HttpClient { BaseAddress = new Uri($"http://{admin.EndPoint}/") };
        (await http.GetStringAsync(new Uri("healthz", UriKind.Relative), TestContext.Current.CancellationToken)).ShouldBe("ok\n");
        (await http.GetStringAsync(new Uri("readyz", UriKind.Relative), TestContext.Current.CancellationToken)).ShouldBe("ready\n");
        Warnings = ["the certificate for example.test expires in 5 days"];
        (await http.GetStringAsync(new Uri("healthz", UriKind.Relative), TestContext.Current.CancellationToken))
            .ShouldBe("ok\nwarning: the certificate for example.test expires in 5 days\n");
        metrics.CountRejected();
        (await http.GetStringAsync(new Uri("metrics", UriKind.Relative), TestContext.Current.CancellationToken)).ShouldContain("sockeye_");

        IsReady = false;
        var notReady = await http.GetAsync(new Uri("readyz", UriKind.Relative), TestContext.Current.CancellationToken);
        notReady.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await http.GetAsync(new Uri("", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Start_AddressInUse_IsAnIOException()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var fault = await Should.ThrowAsync<IOException>(() => AdminServer.StartAsync((IPEndPoint)other.LocalEndPoint!, this, new RecordingLoggerFactory()));
        fault.Message.ShouldNotContain('\n');
    }

    [Fact]
    public async Task Start_AddressOfAnotherMachine_IsToldBySomethingThatServeKnows()
    {
        var fault = await Should.ThrowAsync<Exception>(() =>
            AdminServer.StartAsync(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0), this, new RecordingLoggerFactory()));
        (fault is IOException or SocketException).ShouldBeTrue(fault.GetType().ToString());
    }
}
