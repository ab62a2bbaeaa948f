using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Control.Importing.Haproxy.Global;

/// <summary>The lines of <c>global</c> that change the variables of the lines below them (HAProxy's configuration manual, section 3.1).</summary>
internal sealed class EnvironmentLines(HaproxyEnvironment environment, ImportNotes notes)
{
    public static bool IsOne(string keyword) => keyword is "setenv" or "presetenv" or "unsetenv" or "resetenv";

    public void Read(HaproxyLine line)
    {
        if (!line.Expand(notes))
        {
            return;
        }

        var names = line.Words.Skip(1).Select(word => word.Text).ToList();
        switch (line.Keyword)
        {
            case "unsetenv":
                names.ForEach(environment.Unset);
                break;
            case "resetenv":
                environment.KeepOnly(names);
                break;
            default:
                if (line.Count != 3)
                {
                    notes.Refuse(line.Place(), $"a name and a value are needed, as in {line.Keyword} DOMAIN vless.example.com");
                    return;
                }

                environment.Set(names[0], names[1], overwrite: line.Keyword == "setenv");
                break;
        }

        notes.Taken(line.Place(), "worked into the lines below");
    }
}
