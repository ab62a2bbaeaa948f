using Sockeye.Control.Importing;

namespace Sockeye.Tests.Importing.UserFiles;

public sealed class UserFieldTests
{
    private const string Expiry = "expected a time such as \"2027-01-31T12:00:00Z\", or Unix seconds, or null for never, found ";

    [Theory]
    [InlineData("\"email\": \"alice\"", "email", ImportOutcome.Refused, "an e-mail address looks like alice@example.com")]
    [InlineData("\"email\": \"\"", "email", ImportOutcome.Translated, "empty: no e-mail address")]
    [InlineData("\"email\": null", "email", ImportOutcome.Unconcerned, "null, as if it were not there")]
    [InlineData("\"uuid\": \"a1b2\"", "uuid", ImportOutcome.Warning, "no UUID, which has 32 hexadecimal digits in groups of 8-4-4-4-12; a new one is made")]
    [InlineData("\"uuid\": \"00000000-0000-0000-0000-000000000000\"", "uuid", ImportOutcome.Warning, "no UUID, which has 32 hexadecimal digits in groups of 8-4-4-4-12; a new one is made")]
    [InlineData("\"external_proxy_id\": 7", "external_proxy_id", ImportOutcome.Refused, "expected null, or the id of a proxy as a string in quotes, found a number")]
    [InlineData("\"external_proxy_id\": \"\"", "external_proxy_id", ImportOutcome.Translated, "empty: no external proxy of his own")]
    [InlineData("\"external_proxy_id\": \"a b\"", "external_proxy_id", ImportOutcome.Refused, "the id of an upstream is 1 to 64 of A-Z a-z 0-9 . _ -")]
    [InlineData("\"connection_type\": \"VPN\"", "connection_type", ImportOutcome.Unconcerned, "vpn: the proxy is not for him; he is left out")]
    [InlineData("\"connection_type\": \"boht\"", "connection_type", ImportOutcome.Refused, "expected vpn, proxy or both, found \"boht\"; did you mean \"both\"?")]
    [InlineData("\"enabled\": \"yes\"", "enabled", ImportOutcome.Refused, "expected true or false, found a string")]
    [InlineData("\"disabled\": true", "disabled", ImportOutcome.Translated, "a disabled user: he can't log in")]
    [InlineData("\"active\": true", "active", ImportOutcome.Taken, "taken over")]
    [InlineData("\"expires\": \"2027-01-31\"", "expires", ImportOutcome.Translated, "he may log in until 2027-01-31 00:00 UTC")]
    [InlineData("\"expires\": \"2027-01-31 12:30\"", "expires", ImportOutcome.Translated, "he may log in until 2027-01-31 12:30 UTC")]
    [InlineData("\"expires\": \"2027-01-31T12:30:15.25+02:00\"", "expires", ImportOutcome.Translated, "he may log in until 2027-01-31 10:30 UTC")]
    [InlineData("\"expires\": \"2027-01-31T12:30:15+0200\"", "expires", ImportOutcome.Translated, "he may log in until 2027-01-31 10:30 UTC")]
    [InlineData("\"expiry\": 1801398600", "expiry", ImportOutcome.Translated, "he may log in until 2027-01-31 12:30 UTC")]
    [InlineData("\"expiry\": 0", "expiry", ImportOutcome.Refused, Expiry + "\"0\"")]
    [InlineData("\"expiry\": 1.5", "expiry", ImportOutcome.Refused, Expiry + "\"1.5\"")]
    [InlineData("\"expiry\": 1801398600000", "expiry", ImportOutcome.Refused, Expiry + "\"1801398600000\", which would be milliseconds")]
    [InlineData("\"expiry\": \"31.1.2027\"", "expiry", ImportOutcome.Refused, Expiry + "\"31.1.2027\"")]
    [InlineData("\"expiry\": true", "expiry", ImportOutcome.Refused, Expiry + "true")]
    [InlineData("\"traffic_limit\": 10", "traffic_limit", ImportOutcome.Warning, "there are no quotas here; he is not held to it")]
    [InlineData("\"traffic_limit\": 0", "traffic_limit", ImportOutcome.Unconcerned, "no limit, and there is none here")]
    [InlineData("\"colour\": \"red\"", "colour", ImportOutcome.Unconcerned, "nothing here needs it; left out")]
    public void Read_Field_IsTold(string field, string name, ImportOutcome outcome, string message)
    {
        var file = UserFile.OfAlice(field);
        (file.Of(name).Outcome, file.Of(name).Message).ShouldBe((outcome, message));
        file.Users!.ShouldHaveSingleItem().Name.ShouldBe("alice");
    }

    [Theory]
    [InlineData("\"enabled\": true", true)]
    [InlineData("\"enabled\": false", false)]
    [InlineData("\"active\": false", false)]
    [InlineData("\"disabled\": true", false)]
    [InlineData("\"disabled\": false", true)]
    [InlineData("\"enabled\": false, \"disabled\": true", false)]
    [InlineData("\"email\": null", true)]
    public void Read_Flags_SayWhetherHeMayLogIn(string flags, bool enabled)
    {
        var file = UserFile.OfAlice(flags);
        file.Users!.Single().Enabled.ShouldBe(enabled);
        file.Users!.Single().UsesProxy.ShouldBeTrue();
        file.Refusals.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"enabled\": true, \"disabled\": true", "disabled: \"enabled\" says the contrary; leave one of them out")]
    [InlineData("\"active\": false, \"enabled\": true", "active: \"enabled\" says the contrary; leave one of them out")]
    [InlineData("\"expires_at\": \"2027-01-31\", \"expires\": \"2027-02-01\"", "expires: \"expires_at\" says another time; leave one of them out")]
    public void Read_ContradictoryFields_AreRefused(string fields, string refusal) =>
        UserFile.OfAlice(fields).Refusals.ShouldHaveSingleItem().ShouldEndWith(refusal);

    [Fact]
    public void Read_TheSameTimeTwice_IsOne()
    {
        var file = UserFile.OfAlice("\"expires_at\": \"2027-01-31T12:30:00Z\", \"expiry\": 1801398600");
        file.Refusals.ShouldBeEmpty();
        file.Users!.Single().ExpiresAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1801398600));
    }

    [Theory]
    [InlineData("\"username\": \"alice\"", "username: the name \"alice\" is taken by [0].username in line 2; a name stands once")]
    [InlineData("\"username\": \"bob\", \"email\": \"A@Example\"", "email: \"A@Example\" is the e-mail address of [0].email in line 2 already; an address stands once")]
    [InlineData("\"username\": \"bob\", \"uuid\": \"A1B2C3D4-E5F6-4890-9234-567890ABCDEF\"", "uuid: [0].uuid in line 2 has the same UUID; a UUID stands once")]
    [InlineData("\"username\": \"A@example\"", "username: \"A@example\" is the e-mail address of [0].email in line 2; rules could not tell the two apart")]
    public void Read_ASecondOfWhatStandsOnce_IsRefusedAndNamesTheFirst(string second, string refusal)
    {
        var file = UserFile.Read(
            $$"""
            [
              { "username": "alice", "email": "a@example", "uuid": "a1b2c3d4-e5f6-4890-9234-567890abcdef" },
              { {{second}} }
            ]
            """);
        file.Refusals.ShouldHaveSingleItem().ShouldEndWith("[1]." + refusal);
    }

    [Fact]
    public void Read_AnEmailThatIsAnothersName_IsRefused() =>
        UserFile.Read("""[ { "username": "a@example" }, { "username": "bob", "email": "A@example" } ]""")
            .Refusals.ShouldHaveSingleItem().ShouldEndWith("[1].email: \"A@example\" is the name of [0].username in line 1; rules could not tell the two apart");

    [Fact]
    public void Read_AnEmailThatIsHisOwnName_IsTaken() =>
        UserFile.Read("""[ { "username": "a@example", "email": "a@example" } ]""").Refusals.ShouldBeEmpty();

    [Fact]
    public void Read_NamesThatDifferInCase_AreTwoUsers() =>
        UserFile.Read("""[ { "username": "alice" }, { "username": "Alice" } ]""").Users!.Count.ShouldBe(2);

    [Fact]
    public void Read_AKeyTwice_CountsTheLastWithAWarning()
    {
        var file = UserFile.OfAlice("\"email\": \"a@example\", \"email\": \"b@example\"");
        file.Users!.Single().Email.ShouldBe("b@example");
        file.Notes.ShouldContain(note => note.Outcome == ImportOutcome.Warning && note.Message == "\"email\" stands here a second time; this one counts");
    }
}
