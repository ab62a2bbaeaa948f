using Sockeye.FunctionalTests.Testing;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>A clock that is years off, and then set right: no pause that was noted by the wrong one holds.</summary>
public sealed class ClockTests : IssuingTest
{
    [Theory]
    [InlineData("+10y")]
    [InlineData("-10y")]
    public async Task Serve_ClockYearsOff_SaysSoAndIssuesAtOnceWhenItIsSetRight(string shift)
    {
        var pebble = await StartPebbleAsync();
        using var command = new SockeyeCommand(Configuration<OpenSsl>(Entry(pebble)));
        await using (var wrong = await SockeyeServer.AttachAsync(command, command.StartServeInAnotherTime(shift)))
        {
            await wrong.Process.WaitForLineAsync(new(
                $"main: no certificate: localhost:{pebble.Port}: TLS failed: by this machine's clock its certificate has expired or is not valid yet; is the clock right\\?; tried again at"));
            (await wrong.Process.StopAsync()).ShouldBe(0);
        }

        var right = await OwnAsync(SockeyeServer.StartAsync(command));

        await UntilIssuedAsync();
        right.Process.Text("err").ShouldNotContain("no certificate");
        (await HealthAsync(right)).ShouldBe("ok\n");
    }
}
