using System.Globalization;
using System.Text.Json.Nodes;
using Sockeye.Control.Clients;
using Sockeye.Control.Users;
using Sockeye.Engine.Authentication;

namespace Sockeye.Control.Exporting.UserFiles;

/// <summary>Writes a <c>users.json</c>.</summary>
internal static class UserFileWriter
{
    public static string Write(ExportSource source, ExportNotes notes)
    {
        notes.AddFor(
            "users",
            source.Users.Where(u => u.Commands != (UserCommands.Connect | UserCommands.Udp)).Select(u => u.Name),
            "their commands can't be said in users.json");
        if (source.Users.Count > 0) notes.Add("users", "socks_password is the hash that is stored here; the passwords themselves are nowhere");
        return JsonText.Write(new JsonObject { ["users"] = new JsonArray([.. source.Users.Select(user => (JsonNode)Write(user))]) });
    }

    private static JsonObject Write(UserRecord user)
    {
        var written = new JsonObject
        {
            ["username"] = user.Name,
            ["uuid"] = user.Uuid.ToString(),
            ["email"] = user.Email,
            ["socks_password"] = user.PasswordHash,
            ["external_proxy_id"] = user.Upstream,
            ["enabled"] = user.Enabled,
        };
        if (user.ExpiresAt is { } moment)
        {
            written["expires_at"] = moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
        }

        return written;
    }
}
