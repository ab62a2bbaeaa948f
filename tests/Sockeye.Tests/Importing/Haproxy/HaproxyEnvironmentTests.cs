using Sockeye.Control.Importing;

namespace Sockeye.Tests.Importing.Haproxy;

public sealed class HaproxyEnvironmentTests
{
    [Theory]
    [InlineData("setenv PORT 1081", "1081")]
    [InlineData("presetenv PORT 1081", "1080")]
    [InlineData("setenv PORT 1\n setenv PORT \"${PORT}081\"", "1081")]
    [InlineData("unsetenv PORT\n presetenv PORT 1082", "1082")]
    [InlineData("resetenv PORT", "1080")]
    [InlineData("setenv OTHER 1083\n resetenv\n presetenv PORT 1084", "1084")]
    public void Read_GlobalChangesTheEnvironment_HoldsForTheLinesBelow(string lines, string port)
    {
        using var text = new HaproxyText().Set("PORT", "1080").With($"global\n {lines}\nfrontend f\n bind \":$PORT\"\n");

        text.ShouldRefuseNothing();
        text.Bind.Addresses.ShouldHaveSingleItem().ToString().ShouldBe($"0.0.0.0:{port}");
    }

    [Theory]
    [InlineData("unsetenv PORT")]
    [InlineData("resetenv")]
    public void Read_GlobalTakesTheVariableAway_IsRefusedBelow(string line)
    {
        using var text = new HaproxyText().Set("PORT", "1080").With($"global\n {line}\nfrontend f\n bind \":$PORT\"\n");

        text.Note(ImportOutcome.Refused, "frontend f bind").Message.ShouldContain("PORT is not set");
    }

    [Fact]
    public void Read_DefaultValue_HoldsWhereTheVariableIsNotSet()
    {
        using var text = HaproxyText.ReadFrontend("bind \":${PORT-1085}\"");

        text.ShouldRefuseNothing();
        text.Bind.Addresses.ShouldHaveSingleItem().Port.ShouldBe((ushort)1085);
    }

    [Fact]
    public void Read_UnsetVariableWhereNothingConcernsUs_IsNotRefused()
    {
        using var text = HaproxyText.Read("global\n log \"$LOGHOST\" local0\npeers p\n peer a \"$PEER\":1\nfrontend f\n log-format \"$FORMAT\"\n");

        text.ShouldRefuseNothing();
    }

    [Fact]
    public void Read_PseudoVariables_AreThoseOfTheLine()
    {
        using var text = HaproxyText.Read("backend b\n server \"${.SECTION}-${.LINE}\" 192.0.2.1:1080\n");

        text.Backend.Servers.ShouldHaveSingleItem().Name.ShouldBe("b-2");
    }

    [Fact]
    public void Read_ValuesOfVariables_StandInNoMessage()
    {
        using var text = new HaproxyText().Set("SECRET", "hunter2").With("""
            global
                setenv COPY "$SECRET"
                "$SECRET" x
            defaults
                timeout "$SECRET" 5s
            frontend f
                bind "$SECRET"
                bind :1080 "$SECRET"
                default_backend "$SECRET" x
                maxconn "$COPY"
                $SECRET on
            backend b
                server s "$SECRET:$SECRET"
                server t 127.0.0.1:1 "$SECRET"

            """);

        text.AllNotes.ShouldNotBeEmpty();
        text.AllNotes.ShouldAllBe(note => !note.ToString().Contains("hunter2", StringComparison.Ordinal));
    }
}
