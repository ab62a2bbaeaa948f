using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Core.UdpTunnel;

namespace Sockeye.Tests.Core.UdpTunnel;

/// <summary>The framings byte by byte, as their public descriptions draw them.</summary>
public sealed class DatagramFramingTests
{
    private static readonly byte[] Payload = "hi"u8.ToArray();

    /// <summary>Framing, address, header and payload.</summary>
    public static TheoryData<string, string, string> Vectors => new()
    {
        // sing-box: ATYP 00/01/02, address, port, length, data
        { "uot", "192.0.2.1:53", "00 C0000201 0035 0002 6869" },
        { "uot", "[2001:db8::1]:443", "01 20010DB8000000000000000000000001 01BB 0002 6869" },
        { "uot", "example.com:53", "02 0B 6578616D706C652E636F6D 0035 0002 6869" },

        // gost: length, FF, SOCKS5's address, data
        { "gost", "192.0.2.1:53", "0002 FF 01 C0000201 0035 6869" },
        { "gost", "[2001:db8::1]:443", "0002 FF 04 20010DB8000000000000000000000001 01BB 6869" },
        { "gost", "example.com:53", "0002 FF 03 0B 6578616D706C652E636F6D 0035 6869" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void WriteHeader_EveryAddress_IsTheVector(string name, string peer, string vector)
    {
        Destination.TryParse(peer, out var destination).ShouldBeTrue();
        var output = new byte[DatagramFraming.MaximumHeaderBytes];
        var length = Framing(name).WriteHeader(output, destination, Payload.Length);
        Convert.ToHexString([.. output[..length], .. Payload]).ShouldBe(vector.Replace(" ", "", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void ReadHeader_TheVector_GivesItsParts(string name, string peer, string vector)
    {
        var bytes = Bytes(vector);
        Framing(name).ReadHeader(bytes, out var header).ShouldBe(ParseStatus.Done);
        header.HeaderBytes.ShouldBe(bytes.Length - Payload.Length);
        header.PayloadBytes.ShouldBe(Payload.Length);
        header.TryDestination(out var destination).ShouldBeTrue();
        destination.ToString().ShouldBe(peer);
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void ReadHeader_CutAnywhere_NeedsMore(string name, string peer, string vector)
    {
        peer.ShouldNotBeEmpty();
        var header = Bytes(vector)[..^Payload.Length];
        for (var length = 0; length < header.Length; length++)
        {
            Framing(name).ReadHeader(header.AsSpan(0, length), out _).ShouldBe(ParseStatus.NeedMore, $"{length} bytes");
        }
    }

    [Fact]
    public void Connected_HasOnlyALength()
    {
        var output = new byte[2];
        DatagramFraming.Connected.WriteHeader(output, default, 0x0102).ShouldBe(2);
        output.ShouldBe([1, 2]);
        DatagramFraming.Connected.ReadHeader(output, out var header).ShouldBe(ParseStatus.Done);
        (header.HeaderBytes, header.PayloadBytes).ShouldBe((2, 0x0102));
        header.TryDestination(out _).ShouldBeFalse();
        DatagramFraming.Connected.ReadHeader(output.AsSpan(0, 1), out _).ShouldBe(ParseStatus.NeedMore);
    }

    [Theory]
    [InlineData("uot", "03 C0000201 0035 0002")]
    [InlineData("uot", "FF")]
    [InlineData("gost", "0002 01 01 C0000201 0035")]
    [InlineData("gost", "0002 FF 02 C0000201 0035")]
    public void ReadHeader_WhereTheNextFrameCannotBeFound_IsInvalid(string name, string bytes) =>
        Framing(name).ReadHeader(Bytes(bytes), out _).ShouldBe(ParseStatus.Invalid);

    [Theory]
    [InlineData("uot", "00 C0000201 0000 0002")]
    [InlineData("uot", "02 00 0035 0002")]
    [InlineData("gost", "0002 FF 03 01 20 0035")]
    public void ReadHeader_OfNobody_CanBeSkipped(string name, string bytes)
    {
        Framing(name).ReadHeader(Bytes(bytes), out var header).ShouldBe(ParseStatus.Done);
        header.PayloadBytes.ShouldBe(2);
        header.TryDestination(out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("01 01 C0000201 0035", true, "192.0.2.1:53")]
    [InlineData("01 03 0B 6578616D706C652E636F6D 0035", true, "example.com:53")]
    [InlineData("00 04 20010DB8000000000000000000000001 0035", false, "[2001:db8::1]:53")]
    public void Request_TheVector_GoesBothWays(string vector, bool isConnected, string destination)
    {
        var bytes = Bytes(vector);
        for (var length = 0; length < bytes.Length; length++)
        {
            UdpOverTcpRequest.Parse(bytes.AsSpan(0, length), out _, out _).ShouldBe(ParseStatus.NeedMore);
        }

        UdpOverTcpRequest.Parse(bytes, out var request, out var consumed).ShouldBe(ParseStatus.Done);
        consumed.ShouldBe(bytes.Length);
        request.IsConnected.ShouldBe(isConnected);
        request.Destination.ToString().ShouldBe(destination);
        var output = new byte[UdpOverTcpRequest.MaximumLengthBytes];
        output.AsSpan(0, UdpOverTcpRequest.Write(output, isConnected, request.Destination)).ToArray().ShouldBe(bytes);
    }

    [Theory]
    [InlineData("02 01 C0000201 0035", "neither connected nor not")]
    [InlineData("01 01 C0000201 0000", "connected to port 0")]
    [InlineData("01 03 00 0035", "connected to nobody")]
    [InlineData("00 07", "unknown address")]
    public void Request_ThatMeansNothing_IsInvalid(string bytes, string why) =>
        UdpOverTcpRequest.Parse(Bytes(bytes), out _, out _).ShouldBe(ParseStatus.Invalid, why);

    [Fact]
    public void Request_NotConnected_NeedsNoDestination() =>
        UdpOverTcpRequest.Parse(Bytes("00 01 00000000 0000"), out _, out _).ShouldBe(ParseStatus.Done);

    private static DatagramFraming Framing(string name) => name == "uot" ? DatagramFraming.UdpOverTcp : DatagramFraming.UdpTun;

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
