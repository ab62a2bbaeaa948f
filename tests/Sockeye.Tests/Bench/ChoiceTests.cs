using Sockeye.Benchmarks.Cli;

namespace Sockeye.Tests.Bench;

public sealed class ChoiceTests
{
    private static readonly string[] All = ["sockeye-openssl", "sockeye-sslstream", "none"];

    [Theory]
    [InlineData("", "sockeye-openssl,sockeye-sslstream,none")]
    [InlineData("none,sockeye-openssl", "sockeye-openssl,none")]
    [InlineData("sockeye", "sockeye-openssl,sockeye-sslstream")]
    public void Of_Names_KeepsTheOrderOfAll(string names, string chosen) =>
        Choice.Of("system", All, names.Split(',', StringSplitOptions.RemoveEmptyEntries), s => s).ShouldBe(chosen.Split(','));

    [Theory]
    [InlineData("sock")]
    [InlineData("nothing")]
    public void Of_AnUnknownName_IsRefusedWithTheKnownOnes(string name) =>
        Should.Throw<UnknownNameException>(() => Choice.Of("system", All, [name], s => s)).Message.ShouldContain("sockeye-sslstream");
}
