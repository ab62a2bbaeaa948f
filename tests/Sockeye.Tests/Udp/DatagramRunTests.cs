using Sockeye.Tests.Testing;
using System.Net;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Udp;

namespace Sockeye.Tests.Udp;

[Collection(Alone.Name)]
public sealed class DatagramRunTests
{
    private static readonly IPAddress Target = IPAddress.Parse("192.0.2.1");

    private readonly DatagramRun _run = new();

    [Fact]
    public void TryAdd_EqualOnesAndAShorter_WaitTogetherInOrder()
    {
        Add("aa").ShouldBeTrue();
        Add("bb").ShouldBeTrue();
        Add("c").ShouldBeTrue();

        (_run.EachBytes, _run.Address, _run.Port).ShouldBe((2, Target, (ushort)53));
        _run.Payloads.ToArray().ShouldBe("aabbc"u8.ToArray());
        _run.Clear();
    }

    [Fact]
    public void TryAdd_BehindAShorterOne_IsRefused()
    {
        Add("aa").ShouldBeTrue();
        Add("b").ShouldBeTrue();

        Add("c").ShouldBeFalse();
        Add("cc").ShouldBeFalse();
        _run.Clear();
    }

    [Theory]
    [InlineData("aaa", "192.0.2.1", 53, "a longer one")]
    [InlineData("aa", "192.0.2.2", 53, "another address")]
    [InlineData("aa", "192.0.2.1", 54, "another port")]
    public void TryAdd_WhatGoesElsewhere_IsRefused(string payload, string address, int port, string why)
    {
        Add("aa").ShouldBeTrue();

        Add(payload, IPAddress.Parse(address), (ushort)port).ShouldBeFalse(why);
        _run.Clear();
        Add(payload, IPAddress.Parse(address), (ushort)port).ShouldBeTrue();
        _run.Clear();
    }

    [Theory]
    [InlineData(100, 64)]
    [InlineData(1200, 54)]
    [InlineData(40_000, 1)]
    [InlineData(65_600, 1)]
    public void TryAdd_MoreThanOneCallCarries_IsRefused(int bytes, int fit)
    {
        var payload = new string('x', bytes);
        for (var i = 0; i < fit; i++) Add(payload).ShouldBeTrue();

        Add(payload).ShouldBeFalse();
        _run.Payloads.Length.ShouldBe(fit * bytes);
        _run.Clear();
    }

    [Fact]
    public void Clear_LeavesNothingAndNoBuffer()
    {
        var before = CountedBufferPool.Outstanding;
        Add("aa").ShouldBeTrue();
        _run.Clear();

        _run.IsEmpty.ShouldBeTrue();
        CountedBufferPool.Outstanding.ShouldBeLessThanOrEqualTo(before);
        _run.Payloads.IsEmpty.ShouldBeTrue();
    }

    private bool Add(string payload) => Add(payload, Target, 53);

    private bool Add(string payload, IPAddress address, ushort port)
    {
        if (!_run.TryAdd(address, port, payload.Length, out var room)) return false;
        System.Text.Encoding.ASCII.GetBytes(payload, room);
        return true;
    }
}
