using System.Globalization;
using System.Text;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;

namespace Sockeye.FunctionalTests.Importing.Differential.Visits;

/// <summary>Steps that take whatever comes: an end in any way is an end.</summary>
internal static class VisitSteps
{
    /// <summary>What the client sends to the target, and hears again.</summary>
    public static readonly byte[] Payload = "there and back"u8.ToArray();

    /// <summary>As in "05 FF".</summary>
    public static string Hex(byte[] bytes) => BitConverter.ToString(bytes).Replace('-', ' ');

    /// <summary>Sends; that nobody reads it any more is seen by what comes back.</summary>
    public static async Task OfferAsync(this ProxyConnection connection, byte[] bytes)
    {
        try
        {
            await connection.SendAsync(bytes);
        }
        catch (IOException)
        {
            // the other side is gone
        }
    }

    /// <summary>Reads so many bytes; fewer where the connection ends.</summary>
    public static async Task<byte[]> TakeAsync(this ProxyConnection connection, int count)
    {
        var buffer = new byte[count];
        var taken = 0;
        try
        {
            while (taken < count && await connection.ReadAsync(buffer.AsMemory(taken)) is > 0 and var read)
            {
                taken += read;
            }
        }
        catch (IOException)
        {
            // a reset
        }

        return buffer[..taken];
    }

    /// <summary>Reads to the end, whatever it is.</summary>
    public static async Task<byte[]> TakeAllAsync(this ProxyConnection connection)
    {
        using var all = new MemoryStream();
        while (await connection.TakeAsync(1) is [var one])
        {
            all.WriteByte(one);
        }

        return all.ToArray();
    }

    /// <summary>The status of an HTTP answer, read to the end of its head; null where there is none.</summary>
    public static async Task<int?> TakeStatusAsync(this ProxyConnection connection)
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await connection.TakeAsync(1) is not [var one])
            {
                return null;
            }

            head.Append((char)one);
        }

        return int.Parse(head.ToString().AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);
    }

    /// <summary>What the target's answer to <see cref="Payload"/> tells; the external proxy answers in capitals.</summary>
    public static async Task<Fate> TakeAnswerAsync(this ProxyConnection connection)
    {
        var answer = Encoding.ASCII.GetString(await connection.TakeAsync(Payload.Length));
        var sent = Encoding.ASCII.GetString(Payload);
        return answer == sent ? Fate.Served
            : string.Equals(answer, sent, StringComparison.OrdinalIgnoreCase) ? Fate.ServedByUpstream
            : answer.Length == 0 ? Fate.AcceptedInVain
            : new Fate(FateKind.AcceptedInVain, $"\"{answer}\" came back");
    }

    /// <summary>The fate of a refusal, once the connection has ended too.</summary>
    public static async Task<Fate> EndAsync(this ProxyConnection connection, Fate refusal)
    {
        try
        {
            await connection.WaitForEndAsync();
            return refusal;
        }
        catch (TimeoutException)
        {
            return refusal with { Detail = $"{refusal.Detail}, and left open for {Limits.Event.TotalSeconds} s" };
        }
    }
}
