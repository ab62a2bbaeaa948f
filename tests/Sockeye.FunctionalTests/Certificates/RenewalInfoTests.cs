using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sockeye.Acme;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Pebble;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>Renewal information (RFC 9773), from the authority's answer to the order that says what it replaces.</summary>
public sealed class RenewalInfoTests : IssuingTest
{
    [Fact]
    public async Task Window_InThePast_IsDueForAPersonAtOnceAndTheNextOnesWindowIsKept()
    {
        var now = DateTimeOffset.UtcNow;
        var (start, end) = (new DateTimeOffset(now.Year + 1, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(now.Year + 1, 1, 3, 0, 0, 0, TimeSpan.Zero));
        var front = await OwnAsync(AuthorityFront.StartAsync(await StartPebbleAsync()));
        front.RenewalInfo = (context, name) => name == front.RenewalQuestions.First()
            ? WindowAsync(context, now.AddDays(-2), now.AddDays(-1), "60")
            : WindowAsync(context, start, end, "7200");
        var server = await ServeAsync(Configuration<OpenSsl>(Entry(front.Directory)));

        await Poll.UntilAsync(() => !front.RenewalQuestions.IsEmpty, "the first certificate asked about", Limits.Start);

        // The server by itself issues one an hour at most; who asks for it doesn't wait for that.
        (await server.Command.DoAsync("cert", "renew", "main")).Out.ShouldContain("main: issued by");
        (await server.Command.DoAsync("cert", "issue")).Out.ShouldContain("main: nothing to do before");
        var report = await Poll.ReadAsync(() => StatusAsync(server, "main"), s => s["windowStart"] is not null, "the window in the status");

        front.Orders.Count.ShouldBe(2);
        front.Orders.First().ContainsKey("replaces").ShouldBeFalse();
        front.Orders.Last()["replaces"]!.GetValue<string>().ShouldBe(front.RenewalQuestions.First());
        await Poll.UntilAsync(async () => RenewalInfo.IdentifierOf(await ShownAsync()) == front.RenewalQuestions.Last(), "the new certificate served");
        report["renewalReason"]!.GetValue<string>().ShouldBe("the window that the authority suggests");
        Time(report, "windowStart").ShouldBe(start);
        Time(report, "windowEnd").ShouldBe(end);
        Time(report, "nextRenewal").ShouldBeInRange(start, end);

        // Retry-After: another look at the store asks nobody.
        (await server.Command.DoAsync("cert", "issue")).Out.ShouldContain("main: nothing to do before");
        front.RenewalQuestions.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Window_NotToBeHad_FallsBackToTwoThirds()
    {
        var front = await OwnAsync(AuthorityFront.StartAsync(await StartPebbleAsync()));
        front.RenewalInfo = (context, _) => front.RenewalQuestions.Count switch
        {
            1 => FailAsync(context, StatusCodes.Status404NotFound, "no such certificate"),
            2 => FailAsync(context, StatusCodes.Status500InternalServerError, "{}"),
            _ => FailAsync(context, StatusCodes.Status200OK, """{ "suggestedWindow": { "start": "tomorrow" } }"""),
        };
        string[] tags = ["a", "b", "c"];
        var server = await ServeAsync(Configuration<OpenSsl>(
            [.. tags.Select(tag => Entry(front.Directory, ("tag", tag), ("names", new JsonArray($"{tag}.test"))))]));

        await Poll.UntilAsync(() => front.RenewalQuestions.Count >= 3, "all three asked about", Limits.Start);
        foreach (var tag in tags)
        {
            var report = await StatusAsync(server, tag);
            report["renewalReason"]!.GetValue<string>().ShouldBe("two thirds of its lifetime");
            report["windowStart"].ShouldBeNull();
            report["lastError"].ShouldBeNull();
        }

        front.Orders.Count.ShouldBe(3);
        (await HealthAsync(server)).ShouldBe("ok\n");
    }

    private static async Task<JsonObject> StatusAsync(SockeyeServer server, string tag) =>
        JsonNode.Parse((await server.Command.DoAsync("cert", "status", tag, "--json")).Out)!.AsArray().Single()!.AsObject();

    private static DateTimeOffset Time(JsonObject report, string key) => DateTimeOffset.Parse(report[key]!.GetValue<string>(), CultureInfo.InvariantCulture);

    private static Task WindowAsync(HttpContext context, DateTimeOffset start, DateTimeOffset end, string retryAfter)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.RetryAfter = retryAfter;
        return context.Response.WriteAsync(JsonSerializer.Serialize(new { suggestedWindow = new { start, end } }));
    }

    private static Task FailAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(text);
    }
}
