using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Sessions;

namespace Sockeye.Tests.Diagnostics;

public sealed class StageTimesTests
{
    [Fact]
    public void Of_EveryStage_IsNamedInTheOrderOfItsPassing()
    {
        var dial = new DialTimings();
        foreach (var stage in Enum.GetValues<DialStage>())
        {
            dial.Add(stage, TimeSpan.FromSeconds((int)stage));
        }

        StageTimes.Of(_ => TimeSpan.FromSeconds(1), dial).Select(s => s.Key).ShouldBe(
            ["proxy", "tls", "login", "request", "resolve", "connect", "upstream_tls", "upstream_login", "upstream_request", "bind", "relay"]);
    }

    [Fact]
    public void Of_StagesNotPassed_AreLeftOut() =>
        StageTimes.Of(stage => stage == SessionStage.Login ? TimeSpan.FromSeconds(2) : null, null)
            .ShouldBe([new("login", TimeSpan.FromSeconds(2))]);
}
