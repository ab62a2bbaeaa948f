using System.Globalization;

namespace Sockeye.Control.Certificates.Dns.Updates;

/// <summary>Why a server did not take an update, and what to do: RCODEs (RFC 2136 section 2.2) and TSIG's errors (RFC 8945 section 3).</summary>
internal static class UpdateRefusal
{
    /// <summary>One line, or null where the update was taken.</summary>
    public static string? Describe(UpdateAnswer answer, string server, string zone, TsigKey key, DateTimeOffset now) => (answer.Tsig?.Error ?? 0, answer.Code) switch
    {
        (16, _) => $"{server} finds the signature of the key {key.Name} wrong (BADSIG): the secrets differ; copy the server's",
        // Knot says so too of a key that it knows, where no rule of the zone's names it.
        (17, _) => $"{server} does not know the key {key.Name} with {key.Algorithm}, or not for the zone {zone} (BADKEY): compare name and algorithm under \"tsig\" with the server's, and look there whether the key may update the zone",
        (18, _) => Clock(answer.Tsig!, server, now),
        (22, _) => $"{server} wants longer signatures (BADTRUNC): ask its operator for a key of another algorithm",
        (_, 0) => null,
        (_, 1) => $"{server} can't read the update (FORMERR): it may be no server for dynamic updates",
        (_, 2) => $"{server} failed to change the zone {zone} (SERVFAIL): its log says why, often a zone file or journal that it may not write",
        (_, 4) => $"{server} has no dynamic updates (NOTIMP): turn them on there, or use another provider",
        (_, 5) => $"{server} does not let the key {key.Name} change this record in the zone {zone} (REFUSED): allow it there (BIND: allow-update or update-policy; knot: an acl with action: update)",
        (_, 9) => $"{server} does not have the zone {zone} (NOTAUTH): name its primary server under \"server\", or correct \"zone\"",
        (_, 10) => $"{server} does not find the record's name in the zone {zone} (NOTZONE): correct \"zone\", or leave it out",
        var (_, code) => string.Create(CultureInfo.InvariantCulture, $"{server} refused the update of the zone {zone} (RCODE {code}): its log says why"),
    };

    private static string Clock(TsigRecord tsig, string server, DateTimeOffset now)
    {
        var theirs = tsig.ServerTime is { } time ? string.Create(CultureInfo.InvariantCulture, $", {server} says {time:u}") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"the clocks of this machine and of {server} differ by more than {TsigSignature.FudgeSeconds} s (BADTIME): set the clock; here it is {now:u}{theirs}");
    }
}
