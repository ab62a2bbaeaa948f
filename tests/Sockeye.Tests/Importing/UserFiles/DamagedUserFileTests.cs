using System.Text;
using System.Text.RegularExpressions;
using Sockeye.Control.Importing;
using Sockeye.Tests.Importing.Reading;

namespace Sockeye.Tests.Importing.UserFiles;

public sealed partial class DamagedUserFileTests
{
    [Fact]
    public void Read_CutAtEveryByte_IsRefusedWithAPlace()
    {
        var whole = Encoding.UTF8.GetBytes(UserFile.Deployed);
        for (var length = 0; length < whole.Length; length++)
        {
            var file = UserFile.Read(whole.AsSpan(0, length));
            file.Users.ShouldBeNull($"{length} bytes");
            file.Refusals.ShouldHaveSingleItem($"{length} bytes").ShouldMatch(@"^users\.json:\d+:\d+: ");
            Hidden(file);
        }
    }

    [Fact]
    public void Read_ALineTakenOut_NeverThrows()
    {
        var lines = UserFile.Deployed.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            Hidden(UserFile.Read(string.Join('\n', lines.Where((_, line) => line != i))));
        }
    }

    [Fact]
    public void Read_EveryValueOfAnotherType_IsRefusedThereOrConcernsNobody()
    {
        foreach (var (path, value, text) in JsonDamage.OtherTypes(UserFile.Deployed))
        {
            var file = UserFile.Read(text);
            Hidden(file);
            file.Notes.All(note => note.Place is { Line: > 0, Column: > 0 }).ShouldBeTrue($"{path} = {value}");
            if (value is "[{}]" or "{\"a\":1}" && ReadField().IsMatch(path))
            {
                file.Refusals.Any(refusal => refusal.Contains($" {path}: ", StringComparison.Ordinal)).ShouldBeTrue($"{path} = {value}");
            }
        }
    }

    [Fact]
    public void Read_OfWrongTypes_ReallyHasFieldsToRefuse() =>
        JsonDamage.OtherTypes(UserFile.Deployed).Where(damage => ReadField().IsMatch(damage.Path)).Select(damage => damage.Path).Distinct().Count().ShouldBe(12);

    private static void Hidden(UserFile file)
    {
        var told = string.Concat(file.Notes);
        told.ShouldNotContain("ecret-of-");
        told.ShouldNotContain("shortid-secret");
        told.ShouldNotContain("mtproxy-secret");
    }

    // bob's password is not read: he uses the VPN.
    [GeneratedRegex(@"\[\d\]\.(username|email|uuid|external_proxy_id|connection_type|enabled|expires_at)$|\[0\]\.proxy_password$")]
    private static partial Regex ReadField();
}
