using Sockeye.Core.Net;
using Sockeye.Core.Socks5;

namespace Sockeye.Tests.Core.Socks5;

public sealed class Socks5UdpHeaderTests
{
    [Theory]
    [InlineData("0000 00 01 C0000201 0035 6869", "192.0.2.1:53")]
    [InlineData("0000 00 03 0B 6578616D706C652E636F6D 0035 6869", "example.com:53")]
    [InlineData("0000 00 04 20010DB8000000000000000000000001 01BB 6869", "[2001:db8::1]:443")]
    public void Header_TheVector_GoesBothWays(string vector, string peer)
    {
        var datagram = Bytes(vector);
        Socks5UdpHeader.Parse(datagram, out var header).ShouldBe(Socks5UdpHeaderStatus.Whole);
        header.PayloadBytes.ShouldBe(2);
        header.TryDestination(out var destination).ShouldBeTrue();
        destination.ToString().ShouldBe(peer);
        var output = new byte[Socks5UdpHeader.MaximumLengthBytes];
        output.AsSpan(0, Socks5UdpHeader.Write(output, destination)).ToArray().ShouldBe(datagram[..^2]);
    }

    [Fact]
    public void Parse_ReservedBytesSet_IsWhole() =>
        Socks5UdpHeader.Parse(Bytes("FFFF 00 01 C0000201 0035"), out _).ShouldBe(Socks5UdpHeaderStatus.Whole);

    [Theory]
    [InlineData("0000 01 01 C0000201 0035 6869")]
    [InlineData("0000 80 01 C0000201 0035 6869")]
    public void Parse_PartOfADatagram_IsToldApart(string datagram) =>
        Socks5UdpHeader.Parse(Bytes(datagram), out _).ShouldBe(Socks5UdpHeaderStatus.Fragment);

    [Fact]
    public void Parse_CutAnywhere_IsMalformed()
    {
        var datagram = Bytes("0000 00 03 0B 6578616D706C652E636F6D 0035");
        for (var length = 0; length < datagram.Length; length++)
        {
            Socks5UdpHeader.Parse(datagram.AsSpan(0, length), out _).ShouldBe(Socks5UdpHeaderStatus.Malformed);
        }
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
