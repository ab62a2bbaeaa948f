using System.Text;
using Sockeye.Control.Configuration;

namespace Sockeye.Tests.Configuration;

/// <summary>Sizes at which a walk through all tags for each tag would take minutes.</summary>
public sealed class LargeConfigurationTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Parse_OfAHundredThousandRulesAndOutbounds_TakesSeconds()
    {
        var result = await ParseAsync(Text(100_000, outbound: i => $"out{i}"));
        result.Faults.ShouldBeEmpty();
        result.Options!.Routing.Rules.Count.ShouldBe(100_000);
    }

    [Fact]
    public async Task Parse_OfRulesWhichAllNameNothing_TellsEveryFaultAndHintsForTheFirst()
    {
        var result = await ParseAsync(Text(10_000, outbound: i => $"uot{i}"));
        result.Faults.Count.ShouldBe(10_000);
        result.Faults[0].Message.ShouldBe("no outbound is called \"uot0\"; did you mean \"out0\"?");
        result.Faults[^1].Message.ShouldBe("no outbound is called \"uot9999\"");
    }

    private static Task<ConfigurationResult> ParseAsync(string text) =>
        Task.Run(() => ConfigurationLoader.Parse(text, "sockeye.json", [])).WaitAsync(Limit);

    private static string Text(int count, Func<int, string> outbound)
    {
        var text = new StringBuilder("{ \"outbounds\": [");
        text.AppendJoin(",\n", Enumerable.Range(0, count).Select(i => $$"""{ "tag": "out{{i}}", "url": "socks5://proxy.example:1080" }"""));
        text.Append("], \"routing\": { \"rules\": [");
        text.AppendJoin(",\n", Enumerable.Range(0, count).Select(i => $$"""{ "user": ["user{{i}}"], "outbound": "{{outbound(i)}}" }"""));
        return text.Append("] } }").ToString();
    }
}
