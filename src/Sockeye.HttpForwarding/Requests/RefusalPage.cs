using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sockeye.HttpForwarding.Requests;

/// <summary>Answers of our own: a status and one or two plain sentences.</summary>
internal static class RefusalPage
{
    public const string CredentialsNeeded = "This proxy needs a user name and a password.";

    public const string NotAllowed = "This user may not open connections.";

    public const string TargetDemandsProxyLogin = "The target asked for a proxy login, which only a proxy may do.";

    public const string TargetFailed = "The target's answer cannot be read, or it closed the connection.";

    public const string TargetTimedOut = "The target did not answer in time.";

    public const string ConnectionInUse = "This connection carries plain requests; open a new one for CONNECT.";

    private const string Challenge = "Basic realm=\"sockeye\", charset=\"UTF-8\"";

    /// <summary>What this port is, to somebody who did not mean a proxy, or not so.</summary>
    public static string For(RequestTargetFault fault) => fault switch
    {
        RequestTargetFault.NotForAProxy =>
            "This is Sockeye, a proxy, not a web server. Enter this address as the proxy in your client's settings, with your user name and password.",
        RequestTargetFault.NeedsConnect => "An https address goes through this proxy by CONNECT, so that nobody in between can read it.",
        RequestTargetFault.UnknownScheme => "This proxy forwards http addresses, and opens connections to any other target by CONNECT.",
        RequestTargetFault.UserInfo => "A user name inside the address is not forwarded; send it in the Authorization header.",
        _ => "The address in this request has no host, or one that cannot be read.",
    };

    /// <summary>Writes the answer; the request's body is read and dropped by the server.</summary>
    public static async Task WriteAsync(HttpContext context, int status, string text, bool close = false)
    {
        var response = context.Response;
        response.Clear();
        response.StatusCode = status;
        if (context.Features.Get<IHttpResponseFeature>() is { } feature)
        {
            feature.ReasonPhrase = null; // the target's, perhaps
        }

        if (status == StatusCodes.Status407ProxyAuthenticationRequired)
        {
            response.Headers.ProxyAuthenticate = Challenge;
        }

        if (close)
        {
            response.Headers.Connection = "close";
        }

        var body = Encoding.UTF8.GetBytes(text + "\n");
        response.ContentType = "text/plain; charset=utf-8";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
