using System.Text;
using System.Text.RegularExpressions;
using Sockeye.Tests.Importing.Reading;

namespace Sockeye.Tests.Importing.ExternalProxies;

public sealed partial class DamagedProxyFileTests
{
    public static TheoryData<string> Files => [ProxyFile.Deployed, ProxyFile.Flat];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_CutAtEveryByte_IsRefusedWithAPlace(string text)
    {
        var whole = Encoding.UTF8.GetBytes(text);
        for (var length = 0; length < whole.Length; length++)
        {
            var file = ProxyFile.Read(whole.AsSpan(0, length));
            file.Configuration.ShouldBeNull($"{length} bytes");
            file.Refusals.ShouldHaveSingleItem($"{length} bytes").ShouldMatch(@"^external_proxy\.json:\d+:\d+: ");
            Hidden(file);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_ALineTakenOut_NeverThrows(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            Hidden(ProxyFile.Read(string.Join('\n', lines.Where((_, line) => line != i))));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_EveryValueOfAnotherType_IsRefusedThereOrConcernsNobody(string text)
    {
        var refusals = 0;
        foreach (var (path, value, damaged) in JsonDamage.OtherTypes(text))
        {
            var file = ProxyFile.Read(damaged);
            Hidden(file);
            file.Notes.All(note => note.Place is { Line: > 0, Column: > 0 }).ShouldBeTrue($"{path} = {value}");
            if (value == "[{}]" && ReadField().IsMatch(path))
            {
                refusals++;
                file.Refusals.Any(refusal => refusal.Contains($" {path}: ", StringComparison.Ordinal)).ShouldBeTrue($"{path} = {value}");
            }
        }

        refusals.ShouldBeGreaterThan(12);
    }

    private static void Hidden(ProxyFile file) =>
        string.Concat(file.Notes).ShouldNotContain("ecret-of-");

    // The second proxy of the nested file has no TLS: nobody asks for its name.
    [GeneratedRegex(
        @"^(enabled|routing(\.(mode|fallback))?)$|\.(id|name|type|protocol|address|host|server|port|username|password|active|enabled|retry|max_attempts|backoff_multiplier|tls|auth|sni|insecure)$"
        + @"|\[0\]\.tls\.(server_name|allow_insecure)$")]
    private static partial Regex ReadField();
}
