using System.Net;
using Sockeye.Acme;
using Sockeye.Control.Certificates.Dns;
using Sockeye.Control.Configuration;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.NameServers;

namespace Sockeye.FunctionalTests.Dns;

/// <summary>Dynamic updates, as real name servers take and refuse them.</summary>
public abstract class UpdateTests(string program) : FunctionalTest
{
    private const string Name = "_acme-challenge.www.example.test";
    private const string First = "gfj9Xq-Rg85nM_gk3bcUSL1JhUEQ7YEpB3nOkYn5AbU";
    private const string Second = "LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0";

    private NameServer _server = null!;

    private protected override async ValueTask StartAsync() => _server = await OwnAsync(NameServer.StartAsync(program));

    [Fact]
    public async Task Add_TwoValuesOfOneName_StandBesideEachOther()
    {
        var editor = Editor();

        await editor.AddTextAsync(Name, First, CancellationToken.None);
        await editor.AddTextAsync(Name, Second, CancellationToken.None);
        await editor.AddTextAsync(Name, Second, CancellationToken.None);

        (await _server.TextsAsync(Name)).ShouldBe([First, Second], ignoreOrder: true);
    }

    [Fact]
    public async Task Remove_OneOfTwoValues_KeepsTheOther()
    {
        var editor = Editor();
        await editor.AddTextAsync(Name, First, CancellationToken.None);
        await editor.AddTextAsync(Name, Second, CancellationToken.None);

        await editor.RemoveTextAsync(Name, First, CancellationToken.None);
        (await _server.TextsAsync(Name)).ShouldBe([Second]);

        await editor.RemoveTextAsync(Name, First, CancellationToken.None);
        await editor.RemoveTextAsync(Name, Second, CancellationToken.None);
        (await _server.TextsAsync(Name)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Add_ZoneGiven_IsTaken()
    {
        await Editor(zone: NameServer.Zone).AddTextAsync(Name, First, CancellationToken.None);

        (await _server.TextsAsync(Name)).ShouldBe([First]);
    }

    [Fact]
    public async Task Add_WhereACnameStands_EditsItsTarget()
    {
        await Editor().AddTextAsync("_acme-challenge.alias.example.test", First, CancellationToken.None);

        (await _server.TextsAsync("target.keys.example.test")).ShouldBe([First]);

        await Editor().RemoveTextAsync("_acme-challenge.alias.example.test", First, CancellationToken.None);
        (await _server.TextsAsync("target.keys.example.test")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Add_KeyThatTheServerDoesNotKnow_SaysSo()
    {
        var message = await RefusalAsync(Editor(keyName: "nobody"));

        message.ShouldBe($"{Server} does not know the key nobody with hmac-sha256, or not for the zone example.test (BADKEY): compare name and algorithm under \"tsig\" with the server's, and look there whether the key may update the zone");
    }

    [Fact]
    public async Task Add_WrongSecret_SaysSo()
    {
        var message = await RefusalAsync(Editor(secret: new byte[32]));

        message.ShouldBe($"{Server} finds the signature of the key sockeye-key wrong (BADSIG): the secrets differ; copy the server's");
    }

    [Fact]
    public async Task Add_KeyThatMayNotUpdate_SaysWhereToAllowIt()
    {
        var message = await RefusalAsync(Editor(keyName: NameServer.OtherKeyName));

        message.ShouldStartWith(program == "named"
            ? $"{Server} does not let the key other-key change this record in the zone example.test (REFUSED): allow it there"
            : $"{Server} does not know the key other-key with hmac-sha256, or not for the zone example.test (BADKEY)");
    }

    [Fact]
    public async Task Add_ZoneThatTheServerDoesNotHave_SaysSo()
    {
        var message = await RefusalAsync(Editor(zone: "test"));

        message.ShouldStartWith($"{Server} does not have the zone test (NOTAUTH)");
    }

    [Fact]
    public async Task Add_NameOutsideTheZoneGiven_IsRefusedHere()
    {
        var message = await RefusalAsync(Editor(zone: "example.net"));

        message.ShouldBe($"{Name} is not in the zone example.net; correct \"zone\", or leave it out");
    }

    [Fact]
    public async Task Add_NameOfAForeignZone_SaysThatTheServerDoesNotTellIt()
    {
        var message = await RefusalAsync(Editor(), "_acme-challenge.example.net");

        message.ShouldStartWith($"{Server} does not tell in which zone _acme-challenge.example.net is");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Add_ClockWrongByAnHour_SaysToSetTheClock(int hours)
    {
        var message = await RefusalAsync(Editor(time: new ShiftedTime(TimeSpan.FromHours(hours))));

        message.ShouldStartWith($"the clocks of this machine and of {Server} differ by more than 300 s (BADTIME): set the clock; here it is ");
        message.ShouldContain($", {Server} says 2");
    }

    [Fact]
    public async Task Add_ClockWrongByAMinute_IsTaken()
    {
        await Editor(time: new ShiftedTime(TimeSpan.FromMinutes(1))).AddTextAsync(Name, First, CancellationToken.None);

        (await _server.TextsAsync(Name)).ShouldBe([First]);
    }

    [Fact]
    public async Task Present_WildcardAndItsBase_SeesBothAndTakesBothAway()
    {
        var log = new LogLines();
        var responder = new DnsChallengeResponder(Options(), TimeProvider.System, log);
        ChallengeAnswer[] answers = [new("www.example.test", "t1", "t1.key"), new("www.example.test", "t2", "t2.key"), new("alias.example.test", "t3", "t3.key")];

        await responder.PresentAsync(answers, CancellationToken.None).WaitAsync(Limits.Event);

        (await _server.TextsAsync(Name)).ShouldBe([answers[0].DnsRecordValue, answers[1].DnsRecordValue], ignoreOrder: true);
        (await _server.TextsAsync("target.keys.example.test")).ShouldBe([answers[2].DnsRecordValue]);
        log.Lines.ShouldBeEmpty();

        await responder.CleanUpAsync(answers, CancellationToken.None);
        (await _server.TextsAsync(Name)).ShouldBeEmpty();
        (await _server.TextsAsync("target.keys.example.test")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Present_ResolverThatNeverShowsIt_GoesOnWithAWarning()
    {
        var other = await OwnAsync(NameServer.StartAsync(program));
        var log = new LogLines();
        var options = Options() with { Propagation = new DnsPropagationOptions([_server.Address, other.Address], TimeSpan.FromSeconds(1)) };

        await new DnsChallengeResponder(options, TimeProvider.System, log)
            .PresentAsync([new("www.example.test", "t1", "t1.key")], CancellationToken.None).WaitAsync(Limits.Event);

        log.Lines.ShouldBe([$"Warning: The TXT records were not seen everywhere within 1s; going on all the same: {Name}: {other.Address} has not all values yet"]);
    }

    private string Server => $"127.0.0.1:{_server.Port}";

    private static async Task<string> RefusalAsync(IDnsRecordEditor editor, string name = Name) =>
        (await Should.ThrowAsync<ChallengeException>(() => editor.AddTextAsync(name, First, CancellationToken.None))).Message;

    private IDnsRecordEditor Editor(string? zone = null, string keyName = NameServer.KeyName, byte[]? secret = null, TimeProvider? time = null) =>
        DnsRecordEditors.Create(Options(zone, keyName, secret), time ?? TimeProvider.System);

    private DnsOptions Options(string? zone = null, string keyName = NameServer.KeyName, byte[]? secret = null) => new(
        new Rfc2136Options(new DnsEndPoint("127.0.0.1", _server.Port), zone, keyName, "hmac-sha256", secret ?? _server.Secret, TimeSpan.FromSeconds(60)),
        new DnsPropagationOptions([_server.Address], TimeSpan.FromSeconds(15)));
}

/// <summary>Against BIND's named.</summary>
public sealed class BindUpdateTests() : UpdateTests("named");

/// <summary>Against Knot DNS.</summary>
public sealed class KnotUpdateTests() : UpdateTests("knotd");
