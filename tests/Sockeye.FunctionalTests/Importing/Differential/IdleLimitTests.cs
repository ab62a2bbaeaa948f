using Sockeye.FunctionalTests.Importing.Differential.Rows;
using Sockeye.FunctionalTests.Testing;

namespace Sockeye.FunctionalTests.Importing.Differential;

/// <summary>The row of the table that needs files with a limit so short that no other row could stand it.</summary>
public sealed class IdleLimitTests(DifferentialFixture fixture) : FunctionalTest, IClassFixture<DifferentialFixture>
{
    [Fact]
    public async Task Connection_WithoutAByteForTheFilesLimit_IsEndedByBoth()
    {
        await fixture.StartAsync(idle: "1s");
        Show(fixture.Pair);
        Show(fixture.Sockeye);

        var fates = await fixture.VisitAsync(StreamRows.Idle);

        fates.ShouldBe((StreamRows.Idle.Pair, StreamRows.Idle.Sockeye));
    }
}
