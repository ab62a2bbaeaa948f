using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Testing.Pebble;

/// <summary>
/// A web server in front of a <see cref="PebbleAuthority"/>, for what that can't do: it passes everything on with the host that
/// was asked, by which Pebble makes its addresses, and adds renewal information or answers nothing any more.
/// </summary>
internal sealed class AuthorityFront : IAsyncDisposable
{
    private static readonly string[] PassedBack = ["Location", "Link", "Replay-Nonce", "Retry-After"];

    private readonly WebApplication _application;
    private readonly HttpClient _pebble = PebbleAuthority.CreateHttpClient();
    private readonly PebbleAuthority _behind;

    private AuthorityFront(WebApplication application, PebbleAuthority behind)
    {
        (_application, _behind) = (application, behind);
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Directory = new Uri($"https://localhost:{new Uri(address).Port}/dir");
    }

    /// <summary>The directory, with Pebble's addresses on this port.</summary>
    public Uri Directory { get; }

    /// <summary>Answers for a certificate's name in renewal information; null where the directory has none (RFC 9773).</summary>
    public Func<HttpContext, string, Task>? RenewalInfo { get; set; }

    /// <summary>Runs before a request is passed on.</summary>
    public Action<string> Passing { get; set; } = _ => { };

    /// <summary>The first request to a path that begins so, and all behind it, are never answered; null for none.</summary>
    public string? HangingAt { get; set; }

    /// <summary>Completes with the first request that hangs.</summary>
    public TaskCompletionSource Hanging { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The payloads of new orders.</summary>
    public ConcurrentQueue<JsonObject> Orders { get; } = new();

    /// <summary>The certificates that were asked about.</summary>
    public ConcurrentQueue<string> RenewalQuestions { get; } = new();

    /// <summary>Listens on 127.0.0.1.</summary>
    public static async Task<AuthorityFront> StartAsync(PebbleAuthority behind)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(TestAuthority.Localhost.LoadWithKey())));
        builder.WebHost.UseKestrelHttpsConfiguration();
        var application = builder.Build();
        AuthorityFront? front = null;
        application.Run(context => front!.AnswerAsync(context));
        await application.StartAsync();
        return front = new AuthorityFront(application, behind);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
        _pebble.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (Hanging.Task.IsCompleted || (HangingAt is { } hanging && path.StartsWith(hanging, StringComparison.Ordinal)))
        {
            Hanging.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        const string Renewal = "/renewal-info/";
        if (path.StartsWith(Renewal, StringComparison.Ordinal))
        {
            RenewalQuestions.Enqueue(path[Renewal.Length..]);
            await RenewalInfo!(context, path[Renewal.Length..]);
            return;
        }

        Passing(path);
        await PassOnAsync(context, path);
    }

    private async Task PassOnAsync(HttpContext context, string path)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (path == "/order-plz")
        {
            Orders.Enqueue(Payload(body.ToArray()));
        }

        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(_behind.Directory, path));
        request.Headers.Host = context.Request.Host.Value;
        if (HttpMethods.IsPost(context.Request.Method))
        {
            request.Content = new ByteArrayContent(body.ToArray());
            request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        }

        using var answer = await _pebble.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        foreach (var name in PassedBack)
        {
            if (answer.Headers.TryGetValues(name, out var values))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        var text = await answer.Content.ReadAsStringAsync(context.RequestAborted);
        await context.Response.WriteAsync(path == Directory.AbsolutePath ? WithRenewalInfo(text) : text, context.RequestAborted);
    }

    private string WithRenewalInfo(string directory)
    {
        var json = JsonNode.Parse(directory)!.AsObject();
        if (RenewalInfo is not null)
        {
            json["renewalInfo"] = new Uri(Directory, "/renewal-info").AbsoluteUri;
        }

        return json.ToJsonString();
    }

    private static JsonObject Payload(byte[] message) =>
        JsonNode.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(JsonNode.Parse(message)!["payload"]!.GetValue<string>())))!.AsObject();
}
