using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Haproxy.Binds;
using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Control.Importing.Haproxy.Global;

/// <summary>Reads <c>global</c> (HAProxy's configuration manual, section 3).</summary>
internal sealed class GlobalSection(string file, HaproxyEnvironment environment, ImportNotes notes) : IHaproxySection
{
    private readonly EnvironmentLines _variables = new(environment, notes);

    public GlobalSettings Settings { get; } = new(file);

    public bool Knows(string keyword) => IsRead(keyword) || EnvironmentLines.IsOne(keyword) || GlobalKeywords.IsKnown(keyword);

    public void Read(HaproxyLine line)
    {
        if (EnvironmentLines.IsOne(line.Keyword))
        {
            _variables.Read(line);
        }
        else if (IsRead(line.Keyword))
        {
            if (line.Expand(notes))
            {
                ReadSetting(line);
            }
        }
        else if (GlobalKeywords.IsKnown(line.Keyword))
        {
            notes.Unconcerned(line.Place(), "nothing here needs it; left out");
        }
        else
        {
            notes.Warn(line.Place(), $"{line.Words[0].Shown} is not known here; left out");
        }
    }

    private static bool IsRead(string keyword) => keyword is "maxconn" or "maxsslconn" or "maxconnrate" or "maxsessrate" or "maxsslrate"
        or "crt-base" or "default-path" or "ssl-load-extra-files" or "ssl-load-extra-del-ext" or "ssl-default-bind-options"
        or "ssl-default-bind-ciphersuites";

    private void ReadSetting(HaproxyLine line)
    {
        switch (line.Keyword)
        {
            case "maxconn":
                Settings.MaximumConnections = HaproxyNumber.ReadMaximumConnections(line, 1, notes) ?? Settings.MaximumConnections;
                break;
            case "maxsslconn" or "maxconnrate" or "maxsessrate" or "maxsslrate":
                notes.Warn(line.Place(), "this limit has no counterpart here; left out");
                break;
            case "crt-base" or "default-path":
                ReadDirectory(line);
                break;
            case "ssl-load-extra-del-ext":
                Settings.ReplacesExtension = true;
                notes.Taken(line.Place(), "keys are looked for in FILE.key in the place of FILE.crt");
                break;
            case "ssl-load-extra-files":
                var kinds = line.Words.Skip(1).Select(word => word.Text).ToList();
                Settings.LoadsKeys = kinds.Exists(kind => kind is "all" or "key");
                Settings.LoadsBundles = kinds.Exists(kind => kind is "all" or "bundle");
                notes.Taken(line.Place(), "worked into the certificates below");
                break;
            case "ssl-default-bind-options":
                ReadBindOptions(line);
                break;
            default:
                Settings.HasOurCiphersuites = Ciphersuites.HasOurs(line.At(1) ?? "");
                Ciphersuites.Tell(line.Place(1), Settings.HasOurCiphersuites, notes);
                break;
        }
    }

    private void ReadDirectory(HaproxyLine line)
    {
        var path = line.Keyword == "crt-base" ? line.At(1) : line.At(2);
        var policy = line.At(1);
        if (line.Keyword == "crt-base" ? path is null or "" || path.Contains('\0', StringComparison.Ordinal)
            : policy is not ("current" or "config" or "parent" or "origin") || policy == "origin" && path is null or "")
        {
            notes.Refuse(line.Place(1), line.Keyword == "crt-base" ? "a directory is needed, as in crt-base /etc/haproxy/certs"
                : "expected current, config, parent, or origin and a directory");
            return;
        }

        if (line.Keyword == "crt-base")
        {
            Settings.CertificateBase = Path.GetFullPath(path!, Settings.Directory);
        }
        else
        {
            Settings.RelativeBase = policy switch
            {
                "config" => Settings.Directory,
                "parent" => Path.GetFullPath("..", Settings.Directory),
                "origin" => Path.GetFullPath(path!, Settings.Directory),
                _ => null,
            };
        }

        notes.Taken(line.Place(1), "worked into the paths of the certificates below");
    }

    private void ReadBindOptions(HaproxyLine line)
    {
        for (var i = 1; i < line.Count; i++)
        {
            if (TlsVersionRange.IsWord(line.Words[i].Text))
            {
                Settings.TlsVersions = Settings.TlsVersions.Read(line, ref i, notes);
            }
            else
            {
                BindKeywords.Tell(line, ref i, notes);
            }
        }
    }
}
