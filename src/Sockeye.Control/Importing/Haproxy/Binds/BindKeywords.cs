using System.Collections.Frozen;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Control.Importing.Haproxy.Binds;

/// <summary>The words of a <c>bind</c> line that change nothing in the model (HAProxy's configuration manual, section 5.1).</summary>
internal static class BindKeywords
{
    private const string Nothing = "nothing here needs it; left out";

    private static readonly FrozenDictionary<string, Entry> Entries = Build();

    /// <summary>The words that are read elsewhere, for the nearest one to a misspelt one.</summary>
    private static readonly string[] Others =
    [
        "accept-proxy", "alpn", "ciphersuites", "crt", "crt-list", "default-crt", "maxconn", "npn", "ssl", "ssl-max-ver", "ssl-min-ver", "v4v6", "v6only", "verify",
    ];

    /// <summary>How many words stand behind this one for it; null where it is not in the table.</summary>
    public static int? ArgumentsOf(string word) => Entries.TryGetValue(word, out var entry) ? entry.Arguments : null;

    /// <summary>Tells of the word at this index; the index moves to the last of its own words.</summary>
    public static void Tell(HaproxyLine line, ref int index, ImportNotes notes)
    {
        var word = line.Words[index];
        if (!Entries.TryGetValue(word.Text, out var entry))
        {
            notes.Refuse(line.Place(index), $"{ConfigurationPath.Quote(word.Raw)} is not known here"
                + NearestName.Hint(word.Text, [.. Entries.Keys, .. Others]));
            return;
        }

        var place = line.Place(index, word.Text);
        index += entry.Arguments;
        if (index >= line.Count)
        {
            notes.Refuse(place, "a value is needed behind it");
        }
        else
        {
            notes.AddRange([new ImportNote(entry.Outcome, place, entry.Message)]);
        }
    }

    private static FrozenDictionary<string, Entry> Build()
    {
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var word in (string[])["backlog", "ca-file", "ca-ignore-err", "ca-sign-file", "ca-sign-pass", "ca-verify-file", "cc", "ciphers",
            "client-sigalgs", "crl-file", "crt-ignore-err", "curves", "ecdhe", "expose-fd", "gid", "group", "guid-prefix", "id", "idle-ping", "label",
            "level", "mode", "mss", "name", "nbconn", "nice", "ocsp-update", "process", "proto", "quic-cc-algo", "quic-socket", "severity-output",
            "shards", "sigalgs", "tcp-md5sig", "tcp-ss", "tcp-ut", "thread", "tls-ticket-keys", "uid", "user"])
        {
            entries.Add(word, new Entry(1, ImportOutcome.Unconcerned, Nothing));
        }

        foreach (var word in (string[])["defer-accept", "no-alpn", "no-ca-names", "no-strict-sni", "prefer-client-ciphers", "quic-force-retry", "tfo", "tls-tickets"])
        {
            entries.Add(word, new Entry(0, ImportOutcome.Unconcerned, Nothing));
        }

        entries.Add("accept-netscaler-cip", new Entry(1, ImportOutcome.Refused, "the NetScaler header is not read here; send the PROXY protocol and write accept-proxy"));
        entries.Add("allow-0rtt", new Entry(0, ImportOutcome.Warning, "no early data is taken here, as it could be replayed; clients do a whole handshake"));
        entries.Add("generate-certificates", new Entry(0, ImportOutcome.Warning, "no certificates are made on the way here; those of the line serve"));
        entries.Add("interface", new Entry(1, ImportOutcome.Refused, "a listener is bound to an address here, not to an interface, and would be open on all of them: write the interface's address in the place of *"));
        entries.Add("namespace", new Entry(1, ImportOutcome.Refused, "a listener stays in the process's own network namespace: start it within this one, and take the word out in a copy"));
        entries.Add("no-tls-tickets", new Entry(0, ImportOutcome.Warning, "TLS sessions are resumed by tickets here; their keys change by themselves"));
        entries.Add("strict-sni", new Entry(0, ImportOutcome.Warning, "a client that asks for an unknown name, or for none, gets the first certificate here"));
        entries.Add("transparent", new Entry(0, ImportOutcome.Warning, "only addresses of this machine are listened on here"));
        return entries.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private sealed record Entry(int Arguments, ImportOutcome Outcome, string Message);
}
