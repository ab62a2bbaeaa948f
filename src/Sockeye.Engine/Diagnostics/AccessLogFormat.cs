using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sockeye.Core;
using Sockeye.Core.Net;

namespace Sockeye.Engine.Diagnostics;

/// <summary>The access log's two forms: a text line for people, a JSON line for programs. Pure.</summary>
public static class AccessLogFormat
{
    private const int MaximumPeerTextChars = 300;

    /// <summary>One line of text without its end: <c>time id user client inbound protocol target via outbound[>fallback] (rule) bytes stages end</c>.</summary>
    public static string Text(AccessLogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var line = new StringBuilder(256);
        line.Append(CultureInfo.InvariantCulture, $"{entry.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} #{entry.SessionId} ");
        line.Append(entry.User is { } user ? Field(user) : entry.RefusedUser is { } refused ? $"!{Field(refused)}" : "-");
        line.Append(CultureInfo.InvariantCulture, $" {entry.Client} {entry.Inbound} {entry.Protocol ?? "-"} ");
        line.Append(entry.Target is { } target ? Field(target.ToString()) : "-");
        line.Append(CultureInfo.InvariantCulture, $" via {entry.Outbound ?? "-"}{(entry.Fallback is { } way ? $">{way}" : "")} ({entry.Rule ?? "-"})");
        line.Append(CultureInfo.InvariantCulture, $" up={entry.BytesFromClient} down={entry.BytesFromTarget}");
        if (entry.Datagrams is { } datagrams)
        {
            line.Append(CultureInfo.InvariantCulture, $" datagrams-up={datagrams.FromClient} datagrams-down={datagrams.FromTarget} dropped={datagrams.Dropped}");
        }

        if (entry.Status is { } status)
        {
            line.Append(CultureInfo.InvariantCulture, $" status={status}");
        }

        foreach (var (name, elapsed) in entry.Stages)
        {
            line.Append(CultureInfo.InvariantCulture, $" {name}={Milliseconds(elapsed)}ms");
        }

        line.Append(CultureInfo.InvariantCulture, $" total={Milliseconds(entry.Duration)}ms {entry.End}");
        if (entry.Detail is { Length: > 0 } detail)
        {
            line.Append(": ").Append(Escape(detail));
        }

        return line.ToString();
    }

    /// <summary>One JSON object without a line end. Times are in seconds, sizes in bytes.</summary>
    public static string Json(AccessLogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", entry.Time.UtcDateTime);
            json.WriteNumber("session", entry.SessionId);
            WriteText(json, "user", entry.User);
            WriteText(json, "refusedUser", entry.RefusedUser);
            json.WriteString("client", entry.Client.ToString());
            json.WriteString("inbound", entry.Inbound);
            WriteText(json, "protocol", entry.Protocol);
            WriteText(json, "target", entry.Target?.ToString());
            WriteText(json, "outbound", entry.Outbound);
            WriteText(json, "fallback", entry.Fallback);
            WriteText(json, "rule", entry.Rule);
            json.WriteNumber("bytesFromClient", entry.BytesFromClient);
            json.WriteNumber("bytesFromTarget", entry.BytesFromTarget);
            if (entry.Datagrams is { } datagrams)
            {
                json.WriteNumber("datagramsFromClient", datagrams.FromClient);
                json.WriteNumber("datagramsFromTarget", datagrams.FromTarget);
                json.WriteNumber("datagramsDropped", datagrams.Dropped);
            }

            if (entry.Status is { } status)
            {
                json.WriteNumber("status", status);
            }

            json.WriteStartObject("stages");
            foreach (var (name, elapsed) in entry.Stages)
            {
                json.WriteNumber(name, Math.Round(elapsed.TotalSeconds, 6));
            }

            json.WriteEndObject();
            json.WriteNumber("duration", Math.Round(entry.Duration.TotalSeconds, 6));
            json.WriteString("end", entry.End.ToString());
            WriteText(json, "detail", entry.Detail);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is null)
        {
            json.WriteNull(name);
        }
        else
        {
            var length = Math.Min(value.Length, MaximumPeerTextChars);
            var cutsPair = length < value.Length && char.IsHighSurrogate(value[length - 1]);
            json.WriteString(name, value.AsSpan(0, cutsPair ? length - 1 : length));
        }
    }

    private static string Milliseconds(TimeSpan elapsed) => elapsed.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);

    // A peer's name may hold spaces; in a column they would let it write columns of its own, an address among them.
    private static string Field(string text)
    {
        var escaped = Escape(text);
        return escaped.Any(char.IsWhiteSpace)
            ? string.Concat(escaped.Select(c => !char.IsWhiteSpace(c) ? c.ToString() : c < 0x100 ? $@"\x{(int)c:x2}" : $@"\u{(int)c:x4}"))
            : escaped;
    }

    private static string Escape(string text) => PeerText.Escape(text, MaximumPeerTextChars);
}
