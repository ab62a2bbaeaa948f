using System.Net;
using Sockeye.Acme;

namespace Sockeye.Tests.Acme;

/// <summary>How often and how long an authority is asked for its decision.</summary>
public sealed class DecisionTests : AcmeTest
{
    [Fact]
    public async Task Issue_WhereTheDecisionTakesItsTime_AsksLessAndLess()
    {
        Authority.AsksUntilDecided = 4;

        await IssueAsync("example.com");

        Time.Pauses.Select(pause => pause.TotalSeconds).ShouldBe([1, 1.5, 2.25, 3.375]);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 1)]
    [InlineData("86400", 60)]
    [InlineData("soon", 1)]
    public async Task Issue_WithARetryAfter_WaitsForItWithinBounds(string header, int expectedSeconds)
    {
        Authority.AsksUntilDecided = 1;
        Authority.RetryAfter = header;

        await IssueAsync("example.com");

        Time.Pauses.ShouldBe([TimeSpan.FromSeconds(expectedSeconds)]);
    }

    [Fact]
    public async Task Issue_WhereNothingIsDecided_EndsAtTheLimit()
    {
        Authority.AsksUntilDecided = int.MaxValue;

        var error = await Should.ThrowAsync<AcmeException>(() => IssueAsync("example.com"));

        error.Message.ShouldBe("authority.example has not decided whether example.com is proven within 300 s");
        Time.Pauses.Aggregate(TimeSpan.Zero, (sum, pause) => sum + pause).ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(5));
        Responder.CleanedUp.Count.ShouldBe(1);
        Authority.Statuses[0].ShouldBe("deactivated");
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task Issue_WhereAnswersAreLostWhileItWaits_AsksAFewTimesMore(int lost, bool isIssued)
    {
        var asked = 0;
        Authority.Instead = (path, _) => path == "/authorization/0" && ++asked > 1 && asked <= 1 + lost
            ? new DoubleReply(HttpStatusCode.BadGateway, "text/html", "<html>"u8.ToArray())
            : null;

        var issuing = IssueAsync("example.com");

        if (isIssued)
        {
            (await issuing).Load().Count.ShouldBe(1);
        }
        else
        {
            (await Should.ThrowAsync<AcmeException>(() => issuing)).Message.ShouldContain("502 (BadGateway)");
        }
    }
}
