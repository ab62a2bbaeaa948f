using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Sockeye.Tests.Acme;

/// <summary>An answer of the authority's double.</summary>
internal sealed record DoubleReply(HttpStatusCode Status, string? ContentType, byte[] Body)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    public static DoubleReply Json(JsonObject body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status, "application/json", Encoding.UTF8.GetBytes(body.ToJsonString()));

    public static DoubleReply Problem(string type, string detail, HttpStatusCode status) => new(
        status,
        "application/problem+json",
        Encoding.UTF8.GetBytes(ProblemJson(type, detail, status).ToJsonString()));

    public static JsonObject ProblemJson(string type, string detail, HttpStatusCode status) =>
        new() { ["type"] = type, ["detail"] = detail, ["status"] = (int)status };

    public DoubleReply With(string header, string value) => this with { Headers = new(Headers) { [header] = value } };

    public HttpResponseMessage ToResponse(HttpRequestMessage request)
    {
        var response = new HttpResponseMessage(Status) { RequestMessage = request, Content = new ByteArrayContent(Body) };
        response.Content.Headers.ContentType = ContentType is null ? null : MediaTypeHeaderValue.Parse(ContentType);
        foreach (var (name, value) in Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        return response;
    }
}
