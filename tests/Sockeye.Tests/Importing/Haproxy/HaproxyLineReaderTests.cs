using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Tests.Importing.Haproxy;

public sealed class HaproxyLineReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("   \t\r", "")]
    [InlineData("# bind", "")]
    [InlineData("  bind *:1080 ssl\r", "bind|*:1080|ssl")]
    [InlineData("bind\t*:1080   # public", "bind|*:1080")]
    [InlineData("a\"b c\"d#e", "ab cd")]
    [InlineData("a\\ b c\\#d", "a b|c#d")]
    [InlineData("\"\" b", "|b")]
    [InlineData("'a $X \"b\\n'", "a $X \"b\\n")]
    [InlineData("\"it's # one\"", "it's # one")]
    [InlineData("a\\\"b\\'c\\$d\\zq\\x41\\te", "a\"b'c\\$d\\zqA\te")]
    [InlineData("a\\\tb", "a\\|b")]
    [InlineData("\"\\\t\"", "\\\t")]
    [InlineData("\"x\\zy\\$X\\'q\\\"z\"", "x\\zy$X'q\"z")]
    [InlineData("a\\", "a\\")]
    [InlineData("^/foo$", "^/foo$")]
    [InlineData("(a$|b) $", "(a$|b)|$")]
    public void Read_Line_IsCutAsHaproxyDoes(string line, string expected)
    {
        var words = HaproxyLineReader.Read(line, _ => null, out var fault);

        fault.ShouldBeNull();
        string.Join('|', words.Select(word => word.Text)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("\"$X\"", "one two", null)]
    [InlineData("\"a${X}b\"", "aone twob", null)]
    [InlineData("\"${X-d}\"", "one two", null)]
    [InlineData("\"${NONE-def ault}\"", "def ault", null)]
    [InlineData("\"${NONE-}\"", "", null)]
    [InlineData("\"$EMPTY|\"", "|", null)]
    [InlineData("\"${EMPTY-d}\"", "", null)]
    [InlineData("\"${X[*]}\" c", "one|two|c", null)]
    [InlineData("'$X'", "$X", null)]
    [InlineData("/${X}/", "/one two/", "X")]
    [InlineData("$X.", "one two.", "X")]
    [InlineData("${NONE-d}", "d", "NONE")]
    public void Read_Variables_ArePutIn(string line, string expected, string? unquoted)
    {
        var words = HaproxyLineReader.Read(line, Find, out var fault);

        fault.ShouldBeNull();
        string.Join('|', words.Select(word => word.Text)).ShouldBe(expected);
        words[0].UnquotedVariable.ShouldBe(unquoted);
        words.ShouldAllBe(word => word.UnsetVariable == null);
    }

    [Theory]
    [InlineData("crt \"/a/$NONE/b\"")]
    [InlineData("crt /a/${NONE}/b")]
    [InlineData("crt \"${NONE[*]}\"")]
    public void Read_VariableThatIsNotSet_IsNamed(string line)
    {
        var words = HaproxyLineReader.Read(line, Find, out var fault);

        fault.ShouldBeNull();
        words[1].UnsetVariable.ShouldBe("NONE");
        words[0].UnsetVariable.ShouldBeNull();
    }

    [Theory]
    [InlineData("a \"bc", 3)]
    [InlineData("a 'bc", 3)]
    [InlineData("a\"", 2)]
    [InlineData("ab \\xZ1", 4)]
    [InlineData("ab \\x4", 4)]
    [InlineData("ab \\x00", 4)]
    [InlineData("ab \"$|\"", 5)]
    [InlineData("ab \"${X", 5)]
    [InlineData("ab \"${X Y}\"", 5)]
    [InlineData("ab \"${1X}\"", 5)]
    [InlineData("ab \"${X:-y}\"", 5)]
    [InlineData("ab \"${X-\"", 5)]
    [InlineData("ab \0", 4)]
    public void Read_FaultOfSyntax_HasItsColumn(string line, int column)
    {
        HaproxyLineReader.Read(line, Find, out var fault).ShouldBeEmpty();
        fault.ShouldNotBeNull().Column.ShouldBe(column);
    }

    [Fact]
    public void Read_Words_KnowTheirColumnsAndTheirText()
    {
        var words = HaproxyLineReader.Read("\tbind  \"*:$X\" x", name => name == "X" ? "secret" : null, out _);

        words.Select(word => word.Column).ShouldBe([2, 8, 15]);
        words[1].Raw.ShouldBe("\"*:$X\"");
        words[1].Text.ShouldBe("*:secret");
    }

    [Fact]
    public void Read_TooManyWords_IsAFaultAtTheFirstOfThem()
    {
        HaproxyLineReader.Read(string.Join(' ', Enumerable.Repeat("x", 64)), Find, out var none).Count.ShouldBe(64);
        none.ShouldBeNull();
        HaproxyLineReader.Read(string.Join(' ', Enumerable.Repeat("x", 65)), Find, out var fault).ShouldBeEmpty();
        fault.ShouldNotBeNull().Column.ShouldBe(129);
    }

    private static string? Find(string name) => name switch
    {
        "X" => "one two",
        "EMPTY" => "",
        _ => null,
    };
}
