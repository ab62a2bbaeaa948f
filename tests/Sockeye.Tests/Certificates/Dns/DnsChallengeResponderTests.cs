using Microsoft.Extensions.Time.Testing;
using Sockeye.Acme;
using Sockeye.Control.Certificates.Dns;
using Sockeye.Control.Certificates.Dns.Lookups;
using Sockeye.Control.Configuration;
using Sockeye.Tests.Testing;

namespace Sockeye.Tests.Certificates.Dns;

/// <summary>An order's answers together: all made before one look, all taken away whatever fails.</summary>
public sealed class DnsChallengeResponderTests : IDnsRecordEditor
{
    private static readonly ChallengeAnswer[] Answers = [new("example.com", "1", "1.k"), new("example.com", "2", "2.k"), new("a.example.com", "3", "3.k")];

    private readonly List<string> _done = [];
    private readonly RecordingLoggerFactory _log = new();
    private readonly ScriptedLookup _lookup = new();
    private string _failing = "";

    [Fact]
    public async Task Present_SeveralAnswers_AreAllMadeBeforeTheLook()
    {
        _lookup.Say("192.0.2.1:53", "_acme-challenge.example.com", DnsRecordKind.Text, Answers[0].DnsRecordValue, Answers[1].DnsRecordValue)
            .Say("192.0.2.1:53", "_acme-challenge.a.example.com", DnsRecordKind.Text, Answers[2].DnsRecordValue);

        await Responder().PresentAsync(Answers, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));

        _done.ShouldBe([.. Answers.Select(a => $"add {a.DnsRecordName} {a.DnsRecordValue} after 0")]);
        _log.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Present_ProviderThatFails_TellsItAndDoesNotLook()
    {
        _failing = Answers[1].DnsRecordValue;

        (await Should.ThrowAsync<ChallengeException>(() => Responder().PresentAsync(Answers, CancellationToken.None))).Message.ShouldBe("no " + _failing);

        _lookup.Questions.ShouldBeEmpty();
    }

    [Fact]
    public async Task CleanUp_OneThatFails_TakesTheOthersAwayAndTellsIt()
    {
        _failing = Answers[0].DnsRecordValue;

        (await Should.ThrowAsync<ChallengeException>(() => Responder().CleanUpAsync(Answers, CancellationToken.None))).Message.ShouldBe("no " + _failing);

        _done.ShouldBe([.. Answers.Skip(1).Select(a => $"remove {a.DnsRecordName} {a.DnsRecordValue}")]);
    }

    Task IDnsRecordEditor.AddTextAsync(string name, string value, CancellationToken cancellationToken) => DoAsync($"add {name} {value} after {_lookup.Questions.Count}", value);

    Task IDnsRecordEditor.RemoveTextAsync(string name, string value, CancellationToken cancellationToken) => DoAsync($"remove {name} {value}", value);

    private Task DoAsync(string what, string value)
    {
        if (value == _failing)
        {
            throw new ChallengeException("no " + value);
        }

        _done.Add(what);
        return Task.CompletedTask;
    }

    private DnsChallengeResponder Responder() => new(
        this, new DnsPropagationOptions([System.Net.IPEndPoint.Parse("192.0.2.1:53")], TimeSpan.FromSeconds(5)), _lookup, new FakeTimeProvider(), _log);
}
