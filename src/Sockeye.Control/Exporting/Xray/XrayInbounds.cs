using System.Text.Json.Nodes;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Inbounds;

namespace Sockeye.Control.Exporting.Xray;

/// <summary>The inbounds with their accounts.</summary>
internal static class XrayInbounds
{
    // What an inbound of Xray's offers to everyone.
    private const UserCommands All = UserCommands.Connect | UserCommands.Udp;

    public static JsonArray Write(ExportSource source, IReadOnlyList<ExportedInbound> inbounds, ExportNotes notes)
    {
        var accounts = source.PresentUsers.Select(user => (user.Name, user.PasswordHash)).ToList();
        TellOfUsers(source, accounts.Count, notes);
        notes.AddFor(
            "inbounds",
            inbounds.Where(i => i.Options.Protocols == (InboundProtocols.Socks5 | InboundProtocols.Http)).Select(i => i.Tag),
            "socks5 and http on one port is written as socks: Xray since 2024 takes HTTP there too, v2ray does not");
        return new JsonArray([.. inbounds.Select(inbound => Write(inbound, accounts, notes)).OfType<JsonNode>()]);
    }

    private static JsonObject? Write(ExportedInbound inbound, List<(string Name, string Hash)> accounts, ExportNotes notes)
    {
        if (accounts.Count == 0)
        {
            // On a port of socks with a password to ask for too: the HTTP beside it asks only where there are accounts.
            notes.Warn($"inbounds {inbound.Tag}", "left out: nobody may log in, and Xray asks nobody for a password over HTTP where there are no accounts");
            return null;
        }

        var isHttp = inbound.Options.Protocols == InboundProtocols.Http;
        var settings = new JsonObject
        {
            ["accounts"] = new JsonArray([.. accounts.Select(a => (JsonNode)new JsonObject { ["user"] = a.Name, ["pass"] = a.Hash })]),
        };
        if (!isHttp)
        {
            settings["auth"] = "password";
            settings["udp"] = inbound.ServesUdp;
            if (inbound.Options.Udp.Advertise is { } address) settings["ip"] = address.ToString();
        }

        var written = new JsonObject
        {
            ["tag"] = inbound.Tag,
            ["listen"] = inbound.XrayAddress.ToString(),
            ["port"] = inbound.XrayPort,
            ["protocol"] = isHttp ? "http" : "socks",
            ["settings"] = settings,
        };
        if (inbound is { IsTls: false, Options.ProxyProtocolFrom.Count: > 0 })
        {
            written["streamSettings"] = new JsonObject { ["sockopt"] = new JsonObject { ["acceptProxyProtocol"] = true } };
        }

        return written;
    }

    private static void TellOfUsers(ExportSource source, int accounts, ExportNotes notes)
    {
        if (accounts > 0)
        {
            notes.Warn(
                "passwords",
                $"Xray compares the very text: put the clear password of each of the {accounts} accounts in the place of its hash. Until then nobody's password works, and the hash itself is one");
        }

        notes.AddFor("users", source.Users.Except(source.PresentUsers).Select(u => u.Name), "disabled or expired: not among Xray's accounts");
        notes.AddFor("users", source.PresentUsers.Where(u => u.ExpiresAt is not null).Select(u => u.Name), "expire here; Xray has no word for it and goes on");
        notes.AddFor(
            "users",
            source.PresentUsers.Where(u => u.Commands != All).Select(u => u.Name),
            "their commands can't be said: in Xray every user may do all that the inbound does");
    }
}
