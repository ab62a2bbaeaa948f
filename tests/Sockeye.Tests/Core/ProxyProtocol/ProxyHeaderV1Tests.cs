using System.Net;
using System.Text;
using Sockeye.Core.ProxyProtocol;
using static Sockeye.Tests.Testing.ParserHarness;

namespace Sockeye.Tests.Core.ProxyProtocol;

public sealed class ProxyHeaderV1Tests
{
    private const string LongestTcp6 =
        "PROXY TCP6 ffff:f7ff:ffff:ffff:ffff:ffff:ffff:ffff ffff:f7ff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n";

    [Theory]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\n", "192.0.2.1:56324", "198.51.100.1:443")]
    [InlineData("PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n", "255.255.255.255:65535", "255.255.255.255:65535")]
    [InlineData("PROXY TCP6 2001:db8::1 2001:DB8::2 0 1\r\n", "[2001:db8::1]:0", "[2001:db8::2]:1")]
    [InlineData(LongestTcp6, "[ffff:f7ff:ffff:ffff:ffff:ffff:ffff:ffff]:65535", "[ffff:f7ff:ffff:ffff:ffff:ffff:ffff:ffff]:65535")]
    [InlineData("PROXY TCP6 ::ffff:192.0.2.1 2001:db8::2 1 2\r\n", "192.0.2.1:1", "[2001:db8::2]:2")]
    public void Parse_OfAnAddress_GivesIt(string line, string source, string destination)
    {
        var header = ReadWhole<ProxyHeader>(ProxyHeader.Parse, Encoding.ASCII.GetBytes(line));
        header.IsLocal.ShouldBeFalse();
        header.Source.ShouldBe(IPEndPoint.Parse(source));
        header.Destination.ShouldBe(IPEndPoint.Parse(destination));
    }

    [Theory]
    [InlineData("PROXY UNKNOWN\r\n")]
    [InlineData("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n")]
    [InlineData("PROXY UNKNOWN any thing at all\r\n")]
    public void Parse_OfUnknown_LeavesTheSocketsOwnAddress(string line)
    {
        var header = ReadWhole<ProxyHeader>(ProxyHeader.Parse, Encoding.ASCII.GetBytes(line));
        header.IsLocal.ShouldBeTrue();
        header.Source.ShouldBeNull();
        header.Destination.ShouldBeNull();
    }

    [Fact]
    public void Parse_OfTheLongestLine_IsReadAndOneByteMoreIsNot()
    {
        var longest = Encoding.ASCII.GetBytes("PROXY UNKNOWN " + new string('x', 91) + "\r\n");
        longest.Length.ShouldBe(107);
        ReadWhole<ProxyHeader>(ProxyHeader.Parse, longest).IsLocal.ShouldBeTrue();
        ShouldBeInvalid<ProxyHeader>(ProxyHeader.Parse, Encoding.ASCII.GetBytes("PROXY UNKNOWN " + new string('x', 92) + "\r\n"), decidedAt: 107);
    }

    [Theory]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 56324 443 \r\n")]
    [InlineData("PROXY TCP4  192.0.2.1 198.51.100.1 56324 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 56324\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 56324 443 1\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 65536 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 -1 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 +1 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 01 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 0x1 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.01 198.51.100.1 1 443\r\n")]
    [InlineData("PROXY TCP4 192.2 198.51.100.1 1 443\r\n")]
    [InlineData("PROXY TCP4 0xC0.0.2.1 198.51.100.1 1 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.256 198.51.100.1 1 443\r\n")]
    [InlineData("PROXY TCP4 2001:db8::1 2001:db8::2 1 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 2001:db8::2 1 443\r\n")]
    [InlineData("PROXY TCP6 192.0.2.1 198.51.100.1 1 443\r\n")]
    [InlineData("PROXY TCP6 [2001:db8::1] 2001:db8::2 1 443\r\n")]
    [InlineData("PROXY TCP6 fe80::1%1 2001:db8::2 1 443\r\n")]
    [InlineData("PROXY UDP4 192.0.2.1 198.51.100.1 1 443\r\n")]
    [InlineData("PROXY tcp4 192.0.2.1 198.51.100.1 1 443\r\n")]
    [InlineData("PROXY UNKNOWNX\r\n")]
    [InlineData("PROXY \r\n")]
    public void Parse_OfAMalformedLine_IsInvalidAtItsEnd(string line) =>
        ShouldBeInvalid<ProxyHeader>(ProxyHeader.Parse, Encoding.ASCII.GetBytes(line), decidedAt: line.Length);

    [Theory]
    [InlineData("PROXY UNKNOWN\n", 14)]
    [InlineData("PROXY UNKNOWN\rx", 15)]
    [InlineData("PRO ", 4)]
    [InlineData("POST / HTTP/1.1", 2)]
    [InlineData("GET / HTTP/1.1", 1)]
    [InlineData("\u0005\u0001\u0002", 1)]
    [InlineData("\u0016\u0003\u0001", 1)]
    public void Parse_OfWhatCannotBecomeAHeader_IsInvalidAtOnce(string text, int decidedAt) =>
        ShouldBeInvalid<ProxyHeader>(ProxyHeader.Parse, Encoding.Latin1.GetBytes(text), decidedAt);
}
