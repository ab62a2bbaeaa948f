using System.Globalization;
using System.Text;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Tests.Testing;

namespace Sockeye.Tests.HttpForwarding;

/// <summary>A client that writes and reads raw bytes.</summary>
internal sealed class ForwardingClient(Session session, MemoryChannel channel, Task<SessionEndReason> served)
{
    private readonly byte[] _one = new byte[1];

    public Session Session => session;

    public MemoryChannel Channel => channel;

    public Task<SessionEndReason> Served => served;

    public async Task SendAsync(string text) => (await SendAsync(Encoding.Latin1.GetBytes(text))).ShouldBe(ChannelEnd.None);

    public async Task<ChannelEnd> SendAsync(ReadOnlyMemory<byte> bytes) => await channel.WriteAsync(bytes).AsTask().WaitAsync(ForwardingHarness.Limit);

    public Task GetAsync(string url, string user = "alice", string extra = "") =>
        SendAsync($"GET {url} HTTP/1.1\r\nHost: ignored.test\r\n{ForwardingHarness.Login(user)}{extra}\r\n");

    /// <summary>One whole answer.</summary>
    public async Task<RawResponse> ReceiveAsync(bool isHead = false)
    {
        var head = await ReceiveHeadAsync();
        var response = new RawResponse(head, "");
        if (isHead || response.Status is 204 or 304 or 101)
        {
            return response;
        }

        return response with { Body = response.Header("transfer-encoding") == "chunked" ? await ReceiveChunksAsync() : await ReceiveAsync(int.Parse(response.Header("content-length")!, CultureInfo.InvariantCulture)) };
    }

    public async Task<string> ReceiveHeadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append(await ReceiveAsync(1));
        }

        return head.ToString();
    }

    public async Task<string> ReceiveAsync(int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            var read = await channel.ReadAsync(_one).AsTask().WaitAsync(ForwardingHarness.Limit);
            read.End.ShouldBe(ChannelEnd.None, $"after: {text}");
            text.Append((char)_one[0]);
        }

        return text.ToString();
    }

    /// <summary>The end of the server's direction, and everything before it.</summary>
    public async Task<(string Text, ChannelEnd End)> ReceiveToEndAsync()
    {
        var text = new StringBuilder();
        while (true)
        {
            var read = await channel.ReadAsync(_one).AsTask().WaitAsync(ForwardingHarness.Limit);
            if (read.End != ChannelEnd.None)
            {
                return (text.ToString(), read.End);
            }

            text.Append((char)_one[0]);
        }
    }

    public Task<SessionEndReason> EndAsync() => served.WaitAsync(ForwardingHarness.Limit);

    private async Task<string> ReceiveChunksAsync()
    {
        var body = new StringBuilder();
        while (true)
        {
            var line = "";
            while (!line.EndsWith("\r\n", StringComparison.Ordinal))
            {
                line += await ReceiveAsync(1);
            }

            var length = int.Parse(line.Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Append(await ReceiveAsync(length));
            (await ReceiveAsync(2)).ShouldBe("\r\n");
            if (length == 0)
            {
                return body.ToString();
            }
        }
    }
}

/// <summary>An answer as it came.</summary>
internal sealed record RawResponse(string Head, string Body)
{
    public int Status => int.Parse(Head.Split(' ')[1], CultureInfo.InvariantCulture);

    public string? Header(string name) => Head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();
}
