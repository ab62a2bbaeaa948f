using System.Collections.Frozen;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Control.Importing.Haproxy.Proxies;

/// <summary>The words behind a server's address (HAProxy's configuration manual, section 5.2), starting from those of <c>default-server</c>.</summary>
internal sealed class ServerWords((bool IsTls, bool IsDisabled) defaults)
{
    private static readonly FrozenSet<string> WithValue = """
        addr agent-addr agent-inter agent-port agent-send alpn ca-file check-alpn check-pool-conn-name check-proto check-reuse-pool
        check-sni ciphers ciphersuites client-sigalgs cookie crl-file crt curves downinter error-limit fall fastinter guid hash-key id
        idle-ping init-addr init-state inter interface log-bufsize log-proto max-reuse maxconn maxqueue minconn namespace npn observe
        on-error on-marked-down on-marked-up pool-conn-name pool-low-conn pool-max-conn pool-purge-delay port proto proxy-v2-options
        redir resolve-net resolve-opts resolve-prefer resolvers rise set-proxy-v2-tlv-fmt shard sigalgs slowstart sni socks4
        source ssl-max-ver ssl-min-ver tcp-md5sig tcp-ut track usesrc verify verifyhost weight ws
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Alone = """
        agent-check allow-0rtt check check-send-proxy check-ssl check-via-socks4 force-sslv3 force-tlsv10 force-tlsv11 force-tlsv12
        force-tlsv13 no-agent-check no-check no-check-send-proxy no-check-ssl no-send-proxy no-send-proxy-v2 no-send-proxy-v2-ssl
        no-send-proxy-v2-ssl-cn no-ssl-reuse no-sslv3 no-tfo no-tls-tickets no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13 no-verifyhost
        non-stick renegotiate no-renegotiate ssl-reuse stick strict-maxconn tfo tls-tickets
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    public bool IsTls { get; private set; } = defaults.IsTls;

    public bool IsDisabled { get; private set; } = defaults.IsDisabled;

    public bool IsBackup { get; private set; }

    public void Read(HaproxyLine line, int start, ImportNotes notes)
    {
        for (var i = start; i < line.Count; i++)
        {
            var word = line.Words[i].Text;
            if (WithValue.Contains(word))
            {
                ReadValue(line, word, i++, notes);
            }
            else
            {
                ReadSwitch(line, word, i, notes);
            }
        }
    }

    private static void ReadValue(HaproxyLine line, string word, int index, ImportNotes notes)
    {
        var place = line.Place(index, word);
        switch (word, line.At(index + 1))
        {
            case (_, null):
                notes.Refuse(place, "a value is needed behind it");
                break;
            case ("verify", "none"):
                notes.Warn(place, "HAProxy does not look at this server's certificate; over TLS it must be valid here");
                break;
            case ("weight", "0"):
                notes.Warn(place, "HAProxy sends no new connection to a server of weight 0");
                break;
            case ("socks4", _):
                notes.Refuse(place, "a server behind a SOCKS4 proxy can't be taken over");
                break;
            default:
                notes.Unconcerned(place, "nothing here needs it; left out");
                break;
        }
    }

    private void ReadSwitch(HaproxyLine line, string word, int index, ImportNotes notes)
    {
        var place = line.Place(index, word);
        switch (word)
        {
            case "ssl" or "no-ssl":
                IsTls = word == "ssl";
                notes.Taken(place, IsTls ? "TLS is spoken to this server" : "no TLS is spoken to this server");
                break;
            case "enabled" or "disabled":
                IsDisabled = word == "disabled";
                notes.Taken(place, "taken over");
                break;
            case "backup" or "no-backup":
                IsBackup = word == "backup";
                notes.Taken(place, "taken over");
                break;
            case "send-proxy" or "send-proxy-v2" or "send-proxy-v2-ssl" or "send-proxy-v2-ssl-cn":
                notes.Translated(place, "there is no hop between any more: the client's address is known without a PROXY header");
                break;
            case var _ when Alone.Contains(word):
                notes.Unconcerned(place, "nothing here needs it; left out");
                break;
            default:
                notes.Warn(line.Place(index), $"{ConfigurationPath.Quote(line.Words[index].Raw)} is not known here; left out");
                break;
        }
    }
}
