using Sockeye.Control.Configuration;
using Sockeye.Hosting;

namespace Sockeye.Tests.Hosting;

public sealed class ListenerChangesTests
{
    private static SockeyeOptions Parse(string json) => ConfigurationLoader.Parse(json, "sockeye.json").Options.ShouldNotBeNull();

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "routing": { "default": "block" } }""")]
    [InlineData("""{ "timeouts": { "idle": "5s" } }""")]
    [InlineData("""{ "guard": { "allowPrivateNetworks": ["10.0.0.0/8"] } }""")]
    [InlineData("""{ "outbounds": [ { "tag": "a", "url": "http://proxy.example:3128" } ] }""")]
    public void NeedRestart_WhatAReloadPutsIntoService_DoesNot(string json) => ListenerChanges.NeedRestart(Parse("{}"), Parse(json)).ShouldBeFalse();

    [Theory]
    [InlineData("""{ "inbounds": [ { "tag": "other", "listen": "127.0.0.1:1080" } ] }""")]
    [InlineData("""{ "inbounds": [ { "tag": "in", "listen": "127.0.0.1:1081" } ] }""")]
    [InlineData("""{ "inbounds": [ { "tag": "in", "listen": "127.0.0.1:1080", "protocols": ["http"] } ] }""")]
    [InlineData("""{ "inbounds": [ { "tag": "in", "listen": "127.0.0.1:1080", "tls": "none" } ] }""")]
    [InlineData("""{ "inbounds": [ { "tag": "in", "listen": "127.0.0.1:1080", "proxyProtocol": { "from": ["10.0.0.0/8"] } } ] }""")]
    [InlineData("""{ "inbounds": [ { "tag": "in", "listen": "127.0.0.1:1080" } ], "admin": { "listen": "127.0.0.1:1099" } }""")]
    [InlineData("""{ "inbounds": [ { "tag": "in", "listen": "127.0.0.1:1080" } ], "log": { "format": "json" } }""")]
    public void NeedRestart_WhatIsReadAtTheStart_Does(string json)
    {
        var running = Parse("""{ "inbounds": [ { "tag": "in", "listen": "127.0.0.1:1080" } ] }""");
        ListenerChanges.NeedRestart(running, Parse(json)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{ "inbounds": [ { "tag": "in", "listen": "127.0.0.1:1081" }, { "tag": "more", "listen": "127.0.0.1:1080" } ] }""", null)]
    [InlineData("""{ "inbounds": [ { "tag": "other", "listen": "127.0.0.1:1080" } ] }""", "in")]
    public void FindLost_InboundUnderAnotherTag_IsLost(string json, string? lost)
    {
        var running = Parse("""{ "inbounds": [ { "tag": "in", "listen": "127.0.0.1:1080" } ] }""");
        ListenerChanges.FindLost(running, Parse(json)).ShouldBe(lost);
    }
}
