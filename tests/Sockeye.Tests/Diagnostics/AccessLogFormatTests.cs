using System.Net;
using System.Text.Json;
using Sockeye.Core.Net;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Sessions;

namespace Sockeye.Tests.Diagnostics;

/// <summary>The access log is read by programs: its form is a contract, and no peer may write in it what it likes.</summary>
public sealed class AccessLogFormatTests
{
    private static AccessLogEntry Whole
    {
        get
        {
            Destination.TryParse("[2001:db8::7]:443", out var target).ShouldBeTrue();
            return new AccessLogEntry
            {
                Time = new DateTimeOffset(2026, 3, 4, 6, 6, 7, 89, TimeSpan.FromHours(1)),
                SessionId = 42,
                Client = new IPEndPoint(IPAddress.Parse("198.51.100.7"), 40_000),
                Inbound = "socks-in",
                Protocol = "socks5",
                User = "alice",
                Target = target,
                Outbound = "direct",
                Rule = "default",
                BytesFromClient = 12,
                BytesFromTarget = 3456,
                Duration = TimeSpan.FromMilliseconds(1234.56),
                Stages = [new("login", TimeSpan.FromMilliseconds(2.25)), new("connect", TimeSpan.FromMicroseconds(1500))],
                End = SessionEndReason.Completed,
            };
        }
    }

    private static AccessLogEntry Bare => new()
    {
        Time = DateTimeOffset.UnixEpoch,
        SessionId = 1,
        Client = new IPEndPoint(IPAddress.IPv6Loopback, 1),
        Inbound = "in",
        End = SessionEndReason.TlsFailed,
    };

    [Fact]
    public void Text_WholeEntry_IsThisLine() => AccessLogFormat.Text(Whole).ShouldBe(
        "2026-03-04T05:06:07.089Z #42 alice 198.51.100.7:40000 socks-in socks5 [2001:db8::7]:443 via direct (default)"
        + " up=12 down=3456 login=2.3ms connect=1.5ms total=1234.6ms Completed");

    [Fact]
    public void Text_BareEntry_HasADashForWhatIsNotKnown() => AccessLogFormat.Text(Bare with { Detail = "http request" }).ShouldBe(
        "1970-01-01T00:00:00.000Z #1 - [::1]:1 in - - via - (-) up=0 down=0 total=0.0ms TlsFailed: http request");

    [Fact]
    public void Text_ForwardedRequest_HasItsStatus() =>
        AccessLogFormat.Text(Whole with { Protocol = "http", Status = 502 }).ShouldContain(" status=502 ");

    [Fact]
    public void BothForms_PastAnUpstream_TellTheWayThatWasTaken()
    {
        var entry = Whole with { Outbound = "leave", Fallback = "direct", Rule = "user" };
        AccessLogFormat.Text(entry).ShouldContain(" via leave>direct (user) ");
        AccessLogFormat.Json(entry).ShouldContain("""
            "outbound":"leave","fallback":"direct","rule":"user"
            """.Trim());
    }

    [Fact]
    public void Json_WholeEntry_IsThisObject() => AccessLogFormat.Json(Whole).ShouldBe(
        """{"time":"2026-03-04T05:06:07.089Z","session":42,"user":"alice","refusedUser":null,"client":"198.51.100.7:40000","inbound":"socks-in","""
        + "\"protocol\":\"socks5\",\"target\":\"[2001:db8::7]:443\",\"outbound\":\"direct\",\"fallback\":null,\"rule\":\"default\",\"bytesFromClient\":12,\"bytesFromTarget\":3456,"
        + """ "stages":{"login":0.00225,"connect":0.0015},"duration":1.23456,"end":"Completed","detail":null}""".TrimStart());

    [Theory]
    [InlineData("a\r\nb", @"!a\x0d\x0ab ")]
    [InlineData("\u001b[2J", @"!\x1b[2J ")]
    [InlineData("a\u2028b\u202Ec", @"!a\u2028b\u202ec ")]
    [InlineData("bob 9.9.9.9:1 socks-in", @"!bob\x209.9.9.9:1\x20socks-in ")]
    [InlineData("a\u00A0b\u3000c", @"!a\xa0b\u3000c ")]
    public void Text_RefusedName_CanNeitherBreakTheLineNorWriteColumns(string name, string expected)
    {
        var line = AccessLogFormat.Text(Bare with { RefusedUser = name });
        line.ShouldContain(" #1 " + expected);
        line.Split(' ').Length.ShouldBe(AccessLogFormat.Text(Bare).Split(' ').Length);
    }

    [Fact]
    public void Text_Detail_CannotBreakTheLine() =>
        AccessLogFormat.Text(Bare with { Detail = "upstream said\r\nfake line" }).ShouldEndWith(@"TlsFailed: upstream said\x0d\x0afake line");

    [Fact]
    public void BothForms_LongPeerText_IsCut()
    {
        var entry = Bare with { RefusedUser = new string('x', 100_000), Detail = new string('y', 100_000) };
        AccessLogFormat.Text(entry).Length.ShouldBeLessThan(1000);
        AccessLogFormat.Json(entry).Length.ShouldBeLessThan(1000);
    }

    [Theory]
    [InlineData("\"},{\"end\":\"x\n")]
    [InlineData("\ud83d")]
    [InlineData("\u0000\u001b\u2028")]
    public void Json_AnyPeerText_IsOneLineOfJson(string text)
    {
        var line = AccessLogFormat.Json(Bare with { RefusedUser = text, Detail = text });
        line.ShouldNotContain('\n');
        line.ShouldNotContain('\u001b');
        using var json = JsonDocument.Parse(line);
        json.RootElement.EnumerateObject().Count().ShouldBe(17);
    }

    [Fact]
    public void Json_CutInTheMiddleOfACharacter_LeavesItOut()
    {
        using var json = JsonDocument.Parse(AccessLogFormat.Json(Bare with { Detail = new string('x', 299) + "😀😀" }));
        json.RootElement.GetProperty("detail").GetString().ShouldBe(new string('x', 299));
    }

    [Fact]
    public async Task BothForms_OfARealSession_HoldNoPassword()
    {
        await using var engine = new Sockeye.Tests.Sessions.SessionHarness();
        var client = engine.Connect();
        await client.SendAsync(Sockeye.Tests.Sessions.Socks5Bytes.Greeting, Sockeye.Tests.Sessions.Socks5Bytes.Login("alice", "pa55-w0rd-typed"));
        await client.Channel.CompleteWritesAsync();
        await client.EndAsync();
        var entry = AccessLogEntry.ForSession(client.Session);
        entry.RefusedUser.ShouldBe("alice");
        (AccessLogFormat.Text(entry) + AccessLogFormat.Json(entry) + entry).ShouldNotContain("pa55");
    }
}
