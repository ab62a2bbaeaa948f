using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Control.Importing.Haproxy.Proxies;

/// <summary>Reads a <c>timeout</c> line.</summary>
internal static class TimeoutLine
{
    public static void Read(HaproxyLine line, ProxySection section)
    {
        var which = line.At(1);
        var notes = which is "server" or "server-fin" or "connect" or "queue" or "check" ? section.TellBack : section.Tell;
        if (which is "check" or "http-request" or "http-keep-alive" or "queue" or "tarpit" or "client-hs")
        {
            notes.Unconcerned(line.Place(0, which), "nothing here needs it; left out");
            return;
        }

        if (!line.Expand(notes))
        {
            return;
        }

        if (which is not ("client" or "client-fin" or "server" or "server-fin" or "tunnel" or "connect"))
        {
            notes.Warn(line.Place(1), which is null ? "the name of a time limit is missing, as in timeout client 50s"
                : $"{ConfigurationPath.Quote(line.Words[1].Raw)} is not known here; left out");
            return;
        }

        var place = line.Place(2, which);
        if (!HaproxyTime.TryParse(line.At(2), out var time))
        {
            notes.Refuse(place, "a time of at most 24 days is needed, as in 50s or 5000, which are milliseconds");
            return;
        }

        if (which == "connect")
        {
            notes.Unconcerned(place, "HAProxy's own way to its servers is gone; \"timeouts\": {\"dial\": …} is the limit of ours to targets");
        }
        else if (time == TimeSpan.Zero)
        {
            notes.Warn(place, "0 is no limit in HAProxy; here the default limit holds");
        }
        else
        {
            notes.Taken(place, "taken over");
        }

        section.Settings = section.Settings with { Timeouts = With(section.Settings.Timeouts, which, time == TimeSpan.Zero ? null : new HaproxyValue<TimeSpan>(time, place)) };
    }

    private static HaproxyTimeouts With(HaproxyTimeouts timeouts, string which, HaproxyValue<TimeSpan>? value) => which switch
    {
        "client" => timeouts with { Client = value },
        "client-fin" => timeouts with { ClientFin = value },
        "server" => timeouts with { Server = value },
        "server-fin" => timeouts with { ServerFin = value },
        "tunnel" => timeouts with { Tunnel = value },
        _ => timeouts with { Connect = value },
    };
}
