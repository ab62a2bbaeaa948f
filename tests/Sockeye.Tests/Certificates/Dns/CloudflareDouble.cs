using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Sockeye.Tests.Certificates.Dns;

/// <summary>What Cloudflare's documentation says of zones and records, for one token and one zone.</summary>
internal sealed class CloudflareDouble
{
    public const string Token = "t0ken";
    public const string ZoneId = "023e105f4ecef8ad9ca31a8372d0c353";

    private int _next;

    /// <summary>The zone's TXT records.</summary>
    public List<(string Id, string Name, string Content)> Records { get; } = [];

    public (int Status, string Json) Answer(HttpRequest request, JsonNode? body)
    {
        if (request.Headers.Authorization != $"Bearer {Token}")
        {
            return Error(403, 10000, "Authentication error");
        }

        var path = request.Path.Value!["/client/v4/".Length..];
        if (path == "zones")
        {
            return Result(request.Query["name"] == "example.com" ? $$"""[{"id":"{{ZoneId}}","name":"example.com"}]""" : "[]");
        }

        const string RecordsPath = $"zones/{ZoneId}/dns_records";
        if (path == RecordsPath && request.Method == "GET")
        {
            var found = Records.Where(r => r.Name == request.Query["name"] && request.Query["type"] == "TXT");
            return Result(new JsonArray([.. found.Select(r => new JsonObject { ["id"] = r.Id, ["name"] = r.Name, ["content"] = r.Content })]).ToJsonString());
        }

        if (path == RecordsPath)
        {
            var (name, content) = (body!["name"]!.GetValue<string>(), body["content"]!.GetValue<string>());
            if (body["type"]!.GetValue<string>() != "TXT" || body["ttl"]!.GetValue<int>() != 60)
            {
                return Error(400, 9999, "not what was expected");
            }

            if (Records.Any(r => r.Name == name && r.Content == content))
            {
                return Error(400, 81058, "An identical record already exists.");
            }

            var id = $"{_next++:x32}";
            Records.Add((id, name, content));
            return Result($$"""{"id":"{{id}}"}""");
        }

        return request.Method == "DELETE" && Records.RemoveAll(r => path == $"{RecordsPath}/{r.Id}") == 1
            ? Result("""{"id":"gone"}""")
            : Error(404, 81044, "Record does not exist.");
    }

    private static (int Status, string Json) Result(string result) => (200, $$"""{"success":true,"errors":[],"messages":[],"result":{{result}}}""");

    private static (int Status, string Json) Error(int status, int code, string message) =>
        (status, $$"""{"success":false,"errors":[{"code":{{code}},"message":"{{message}}"}],"messages":[],"result":null}""");
}
