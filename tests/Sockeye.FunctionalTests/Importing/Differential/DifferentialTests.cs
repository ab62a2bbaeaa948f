using Sockeye.FunctionalTests.Importing.Differential.Rows;
using Sockeye.FunctionalTests.Testing;

namespace Sockeye.FunctionalTests.Importing.Differential;

/// <summary>The table of connections: each meets the fate that it says, with the old pair and with Sockeye on the same files.</summary>
public sealed class DifferentialTests(DifferentialFixture fixture) : FunctionalTest, IClassFixture<DifferentialFixture>
{
    public static TheoryData<string> Names => [.. AllRows.Shared.Select(row => row.Name)];

    private protected override async ValueTask StartAsync()
    {
        await fixture.StartAsync();
        Show(fixture.Pair);
        Show(fixture.Sockeye);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Connection_ToTheOldPairAndToSockeye_MeetsTheFateOfTheTable(string name)
    {
        var row = AllRows.Shared.Single(row => row.Name == name);

        var fates = await fixture.VisitAsync(row);

        fates.ShouldBe((row.Pair, row.Sockeye));
    }

    [Fact]
    public async Task PlainPorts_BetweenTheTwoPrograms_AreNotOpenedBySockeye()
    {
        foreach (var (ofPair, ofSockeye) in fixture.Pair!.Ports.Inbounds.Zip(fixture.Sockeye!.Ports.Inbounds))
        {
            (await Poll.AcceptsAsync(ofPair)).ShouldBeTrue();
            (await Poll.AcceptsAsync(ofSockeye)).ShouldBeFalse();
        }
    }
}
