using Sockeye.Control.Exporting;

namespace Sockeye.Tests.Exporting;

/// <summary>Something of which docs/export.md says that it doesn't come back, and that every export with it must have said.</summary>
/// <param name="Field">The difference's field.</param>
/// <param name="Subject">The note's subject; <c>{0}</c> stands for that of the difference.</param>
/// <param name="Part">What stands in the note's message.</param>
/// <param name="ChangesFiles">Whether an export from what came back has it otherwise than the first.</param>
internal sealed record KnownLoss(string Field, string Subject, string Part, bool ChangesFiles = false)
{
    public static readonly IReadOnlyList<KnownLoss> All =
    [
        new("inbounds", "inbounds", "left out: its port is chosen by the system", ChangesFiles: true),
        new("protocols", "inbounds", "written as socks"),
        new("protocols", "inbounds", "one of socks5 and http only", ChangesFiles: true),
        new("tls.renewal", "inbounds {0}", "nothing renews it"),
        new("proxyProtocol", "inbounds", "a PROXY header is required of every peer"),
        new("bind", "inbounds", "BIND is not served"),
        new("udp.plain", "inbounds", "UDP ASSOCIATE beside TLS is not served"),
        new("udp.tunnel", "inbounds", "one of the two forms of UDP only"),
        new("udp.ports", "inbounds", "the ports for UDP can't be said"),
        new("hidden", "upstream {0}", "the configuration has an outbound of this tag", ChangesFiles: true),
        new("pin", "outbounds {0}", "pinned key can't be said"),
        new("pin", "upstream {0}", "pinned key can't be said"),
        new("authority", "upstream {0}", "its authority can't be said", ChangesFiles: true),
        new("fallback", "outbounds {0}", "fallback direct can't be said"),
        new("udp", "outbounds", "udp has no counterpart"),
        new("password", "upstream {0}", "its password can't be read, and is not written"),
        new("commands", "users", "their commands can't be said"),
        new("timeouts.handshake", "timeouts.handshake", "this server's default", ChangesFiles: true),
        new("timeouts.handshake", "policy.handshake", "whole seconds", ChangesFiles: true),
        new("timeouts.idle", "policy.connIdle", "whole seconds", ChangesFiles: true),
        new("timeouts.halfClosed", "policy.uplinkOnly", "whole seconds", ChangesFiles: true),
        new("timeouts.dial", "timeouts.request, timeouts.drain", "timeouts.dial is how long HAProxy waits for Xray", ChangesFiles: true),
        new("timeouts.request", "timeouts.request, timeouts.drain", "no counterpart"),
        new("timeouts.drain", "timeouts.request, timeouts.drain", "no counterpart"),
        new("limits.connections", "limits.connections", "can't be said", ChangesFiles: true),
        new("acme", "acme", "neither program renews"),
        new("guard", "guard", "Xray reaches"),
        new("admin", "admin, log, tls", "not written"),
        new("log", "admin, log, tls", "not written"),
        new("provider", "admin, log, tls", "not written"),
    ];

    /// <summary>The loss that a difference is, where the export has said so; null where it is none or was not said.</summary>
    public static KnownLoss? Of(RoundTripDifference difference, ExportResult export) =>
        All.FirstOrDefault(loss => loss.Field == difference.Field && export.Notes.Any(note => loss.IsToldBy(note, difference)));

    private bool IsToldBy(ExportNote note, RoundTripDifference difference)
    {
        if (!note.Message.Contains(Part, StringComparison.Ordinal)) return false;
        return Subject.Contains("{0}", StringComparison.Ordinal) ? note.Subject == Subject.Replace("{0}", difference.Subject, StringComparison.Ordinal)
            : note.Subject == Subject || NamesOf(note.Subject).Contains(Named(difference));
    }

    // inbounds a, b and 3 more
    private string[] NamesOf(string subject) => subject.StartsWith(Subject + " ", StringComparison.Ordinal)
        ? subject[(Subject.Length + 1)..].Split(" and ")[0].Split(", ") : [];

    private static string Named(RoundTripDifference difference) =>
        difference.Field == "inbounds" ? difference.Was.Split(',').Except(difference.Is.Split(',')).FirstOrDefault("") : difference.Subject;
}
