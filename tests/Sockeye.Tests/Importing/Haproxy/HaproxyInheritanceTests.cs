using Sockeye.Control.Importing;

namespace Sockeye.Tests.Importing.Haproxy;

public sealed class HaproxyInheritanceTests
{
    [Fact]
    public void Read_Defaults_HoldForTheSectionsBelow()
    {
        using var text = HaproxyText.Read("""
            defaults
                mode http
                maxconn 300
                timeout client 50s
                timeout tunnel 1h
                default_backend b
            frontend f
                timeout client 10s
                mode tcp
            backend b

            """);

        text.ShouldRefuseNothing();
        text.Frontend.IsTcp.ShouldBeTrue();
        text.Frontend.MaximumConnections!.Value.ShouldBe(300);
        text.Frontend.MaximumConnections.Place.Path.ShouldBe("defaults maxconn");
        text.Frontend.Timeouts.Client!.Value.ShouldBe(TimeSpan.FromSeconds(10));
        text.Frontend.Timeouts.Tunnel!.Value.ShouldBe(TimeSpan.FromHours(1));
        text.Frontend.DefaultBackend!.Value.ShouldBe("b");
        text.Backend.IsTcp.ShouldBeFalse();
    }

    [Fact]
    public void Read_LaterDefaults_ReplaceTheEarlierOnesWhole()
    {
        using var text = HaproxyText.Read("defaults\n maxconn 300\n mode http\ndefaults\n timeout client 5s\nfrontend f\n");

        text.Frontend.MaximumConnections.ShouldBeNull();
        text.Frontend.IsTcp.ShouldBeTrue();
        text.Frontend.Timeouts.Client.ShouldNotBeNull();
        text.Note(ImportOutcome.Unconcerned, "defaults").Message.ShouldBe("no section inherits this one");
    }

    [Fact]
    public void Read_NamedDefaults_HoldForThoseWhoNameThem()
    {
        using var text = HaproxyText.Read("""
            defaults base
                maxconn 100
                timeout client 5s
            defaults more from base
                maxconn 200
            defaults
                maxconn 300
            listen a from more
            listen b from base
            listen c

            """);

        text.ShouldRefuseNothing();
        text.Configuration.Frontends.Select(f => f.MaximumConnections!.Value).ShouldBe([200, 100, 300]);
        text.Configuration.Frontends.Select(f => f.Timeouts.Client is null).ShouldBe([false, false, true]);
    }

    [Theory]
    [InlineData("defaults d\nlisten a from e\n", 15)]
    [InlineData("listen a from\n", 10)]
    [InlineData("defaults d from e\n", 17)]
    public void Read_UnknownDefaults_AreRefused(string file, int column)
    {
        using var text = HaproxyText.Read(file);

        var note = text.Notes.Where(n => n.Outcome == ImportOutcome.Refused).ShouldHaveSingleItem();
        note.Message.ShouldContain("no defaults of this name");
        note.Place.Column.ShouldBe(column);
    }

    [Fact]
    public void Read_WhatCannotBeTakenOverInDefaults_IsRefusedOfThoseWhoInherit()
    {
        using var text = HaproxyText.Read("""
            defaults keep
                tcp-request connection reject if { src 192.0.2.1 }
                timeout server "$UNSET"
            frontend f from keep
            backend b from keep
            frontend free from other
            defaults other

            """.Replace("frontend free from other\ndefaults other\n", "defaults other\nfrontend free from other\n", StringComparison.Ordinal));

        text.Notes.ShouldAllBe(note => note.Outcome != ImportOutcome.Refused);
        text.Configuration.Frontends[0].Notes.ShouldHaveSingleItem().Message.ShouldContain("keeps clients out");
        text.Backend.Notes.ShouldHaveSingleItem().Message.ShouldContain("UNSET is not set");
        text.Configuration.Frontends[1].Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Read_ManyRefusalsInDefaults_AreHandedDownUpToALimit()
    {
        var rules = string.Concat(Enumerable.Repeat(" tcp-request connection reject\n", 300));
        using var text = HaproxyText.Read($"defaults a\n{rules}defaults b from a\n{rules}frontend f\n");

        text.Frontend.Notes.Count.ShouldBe(100);
    }

    [Fact]
    public void Read_DefaultServer_HoldsForTheServersBelow()
    {
        using var text = HaproxyText.Read("defaults\n default-server ssl check\nbackend b\n server a 192.0.2.1:1\n server c 192.0.2.2:1 no-ssl\n default-server disabled\n server d 192.0.2.3:1\n server e 192.0.2.4:1 enabled\n");

        text.Backend.Servers.Select(s => (s.Name, s.IsTls)).ShouldBe([("a", true), ("c", false), ("e", true)]);
    }
}
