using System.Text.Json.Nodes;

namespace Sockeye.FunctionalTests.Importing.Differential.Systems;

/// <summary><c>users.json</c>, which HAProxy and v2ray never read.</summary>
internal static class UsersTemplate
{
    public static string Fill() => new JsonObject
    {
        ["users"] = new JsonArray([.. SystemUsers.All.Select(user => new JsonObject
        {
            ["username"] = user,
            ["email"] = SystemUsers.EmailOf(user),
            ["socks_password"] = SystemUsers.PasswordOf(user),
            ["external_proxy_id"] = null,
        })]),
    }.ToJsonString(new() { WriteIndented = true });
}
