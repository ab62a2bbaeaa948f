using System.Text;

namespace Sockeye.FunctionalTests.Testing.Clients;

/// <summary>The steps of an HTTP proxy client over a <see cref="ProxyConnection"/>.</summary>
internal static class HttpClientSteps
{
    /// <summary>A Proxy-Authorization field with its line end.</summary>
    public static string Basic(string user, string password) =>
        $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}\r\n";

    /// <summary>A CONNECT request.</summary>
    public static byte[] Connect(string target, string fields) =>
        Encoding.Latin1.GetBytes($"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n{fields}\r\n");

    /// <summary>Sends CONNECT, reads the head of the answer and asserts that it is 200.</summary>
    public static async Task ConnectHttpAsync(this ProxyConnection connection, string user, string password, string target)
    {
        await connection.SendAsync(Connect(target, Basic(user, password)));
        (await connection.ReadHeadAsync()).Status.ShouldBe(200, $"CONNECT {target}");
    }

    /// <summary>Reads a response's head and not a byte more.</summary>
    public static async Task<HttpHead> ReadHeadAsync(this ProxyConnection connection)
    {
        var text = new StringBuilder();
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var one = await connection.ReadExactlyAsync(1);
            one.Length.ShouldBe(1, $"the connection ended inside the head: \"{text}\"");
            text.Append((char)one[0]);
        }

        return HttpHead.Parse(text.ToString());
    }

    /// <summary>Sends a request that is refused and reads the whole answer to the end of the connection.</summary>
    public static async Task<(HttpHead Head, string Body)> AskAsync(this ProxyConnection connection, byte[] request)
    {
        await connection.SendAsync(request);
        var head = await connection.ReadHeadAsync();
        return (head, Encoding.UTF8.GetString(await connection.ReadToEndAsync()));
    }
}

/// <summary>The head of a response.</summary>
internal sealed record HttpHead(int Status, IReadOnlyDictionary<string, string> Fields)
{
    public static HttpHead Parse(string text)
    {
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldStartWith("HTTP/1.1 ");
        var fields = lines.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        return new HttpHead(int.Parse(lines[0].AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture), fields);
    }
}
