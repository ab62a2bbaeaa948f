namespace Sockeye.Control.Importing.Haproxy.Lines;

/// <summary>A variable in a line (HAProxy's configuration manual, section 2.3): <c>$NAME</c>, <c>${NAME}</c>, <c>${NAME-default}</c>, <c>${NAME[*]}</c>.</summary>
/// <param name="Name">Its name; with a dot in front it is one of HAProxy's own.</param>
/// <param name="Default">What stands in where it is not set, or null.</param>
/// <param name="IsList">Whether the blanks in its value part words.</param>
/// <param name="End">The position behind it.</param>
internal readonly record struct HaproxyVariable(string Name, string? Default, bool IsList, int End)
{
    private const string ListMark = "[*]";

    /// <summary>Reads a variable at a dollar; null, and why not, where none stands there.</summary>
    public static HaproxyVariable? Read(string line, int dollar, out string whyNot)
    {
        var braced = dollar + 1 < line.Length && line[dollar + 1] == '{';
        var start = dollar + (braced ? 2 : 1);
        var end = start < line.Length && line[start] == '.' ? start + 1 : start;
        while (end < line.Length && (char.IsAsciiLetterOrDigit(line[end]) || line[end] == '_'))
        {
            end++;
        }

        var name = line[start..end];
        whyNot = name.Length == 0 || char.IsAsciiDigit(name[0]) ? "no variable's name stands behind the dollar; \\$ is a dollar inside double quotes" : "";
        if (whyNot.Length > 0 || !braced)
        {
            return whyNot.Length > 0 ? null : new HaproxyVariable(name, null, false, end);
        }

        var isList = line.AsSpan(end).StartsWith(ListMark, StringComparison.Ordinal);
        var behind = isList ? end + ListMark.Length : end;
        var close = behind < line.Length && line[behind] is '}' or '-' ? line.IndexOf('}', behind) : -1;
        if (close < 0)
        {
            whyNot = "the brace of this variable is not closed behind its name";
            return null;
        }

        return new HaproxyVariable(name, line[behind] == '-' ? line[(behind + 1)..close] : null, isList, close + 1);
    }
}
