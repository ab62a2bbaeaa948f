using System.Net;
using CsCheck;
using Sockeye.Core;
using Sockeye.Core.ProxyProtocol;
using static Sockeye.Tests.Core.ProxyProtocol.ProxyHeaderWriter;
using static Sockeye.Tests.Testing.ParserHarness;

namespace Sockeye.Tests.Core.ProxyProtocol;

public sealed class ProxyHeaderV2Tests
{
    private static readonly IPEndPoint Source4 = IPEndPoint.Parse("192.0.2.1:56324");
    private static readonly IPEndPoint Destination4 = IPEndPoint.Parse("198.51.100.1:443");
    private static readonly byte[] Addresses4 = Addresses(Source4, Destination4);

    [Fact]
    public void Parse_OfKnownBytes_GivesTheAddresses()
    {
        var header = ReadWhole<ProxyHeader>(
            ProxyHeader.Parse,
            Hex("0D0A0D0A000D0A515549540A 21 11 000C C0000201 C6336401 DC04 01BB"));
        header.Source.ShouldBe(Source4);
        header.Destination.ShouldBe(Destination4);
    }

    [Fact]
    public void Parse_OfAnyAddresses_GivesThem() =>
        Gen.Select(Gen.Bool, Gen.Byte.Array[16], Gen.Byte.Array[16], Gen.UShort, Gen.UShort).Sample(
            (isV4, first, second, sourcePort, destinationPort) =>
            {
                var width = isV4 ? 4 : 16;
                (first[0], second[0]) = ((byte)(first[0] | 1), (byte)(second[0] | 1)); // never IPv4-mapped
                var source = new IPEndPoint(new IPAddress(first.AsSpan(0, width)), sourcePort);
                var destination = new IPEndPoint(new IPAddress(second.AsSpan(0, width)), destinationPort);
                var header = ReadWhole<ProxyHeader>(ProxyHeader.Parse, Write(0x21, (byte)(isV4 ? 0x11 : 0x21), Addresses(source, destination)));
                header.Source.ShouldBe(source);
                header.Destination.ShouldBe(destination);
            },
            iter: 50);

    [Fact]
    public void Parse_OfAMappedAddress_GivesIPv4()
    {
        var mapped = new IPEndPoint(Source4.Address.MapToIPv6(), Source4.Port);
        ReadWhole<ProxyHeader>(ProxyHeader.Parse, Write(0x21, 0x21, Addresses(mapped, mapped))).Source.ShouldBe(Source4);
    }

    [Theory]
    [InlineData(0x20, 0x00, 0)]
    [InlineData(0x20, 0x11, 12)]
    [InlineData(0x20, 0x11, 3)]
    [InlineData(0x20, 0xFF, 5)]
    [InlineData(0x21, 0x00, 0)]
    [InlineData(0x21, 0x00, 7)]
    [InlineData(0x21, 0x31, 216)]
    public void Parse_WithoutAnAddressOfOurs_LeavesTheSocketsOwn(byte command, byte family, int blockLength) =>
        ReadWhole<ProxyHeader>(ProxyHeader.Parse, Write(command, family, new byte[blockLength])).IsLocal.ShouldBeTrue();

    [Fact]
    public void Parse_WithEntriesThatNobodyKnows_SkipsThem() =>
        ReadWhole<ProxyHeader>(ProxyHeader.Parse, Write(0x21, 0x11, Addresses4, Tlv(0x04), Tlv(0x02, "name"u8.ToArray()), Tlv(0xEE, new byte[300])))
            .Source.ShouldBe(Source4);

    [Fact]
    public void Parse_WithARightChecksum_IsDone() =>
        ReadWhole<ProxyHeader>(ProxyHeader.Parse, WithChecksum(Write(0x21, 0x11, Addresses4, Tlv(0x01, 0x68, 0x32), Tlv(0x03, 0, 0, 0, 0))))
            .Source.ShouldBe(Source4);

    [Fact]
    public void Parse_WithAnyBitFlippedUnderAChecksum_IsNeverDone()
    {
        var right = WithChecksum(Write(0x21, 0x11, Addresses4, Tlv(0x01, 0x68, 0x32), Tlv(0x03, 0, 0, 0, 0)));
        foreach (var position in Enumerable.Range(16, 12).Concat(Enumerable.Range(right.Length - 4, 4)))
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var wrong = right.ToArray();
                wrong[position] ^= (byte)(1 << bit);
                ProxyHeader.Parse(wrong, out _, out _).ShouldBe(ParseStatus.Invalid);
            }
        }
    }

    public static TheoryData<string, byte[], int> Malformed => new()
    {
        { "version 1", Write(0x11, 0x11, Addresses4), 13 },
        { "version 3", Write(0x31, 0x11, Addresses4), 13 },
        { "unknown command", Write(0x22, 0x11, Addresses4), 13 },
        { "unknown family", Write(0x21, 0x41, Addresses4), 16 },
        { "no transport", Write(0x21, 0x10, Addresses4), 16 },
        { "datagrams", Write(0x21, 0x12, Addresses4), 16 },
        { "IPv6 in the room of IPv4", Write(0x21, 0x21, Addresses4), 16 },
        { "one byte too few", Write(0x21, 0x11, Addresses4[..11]), 16 },
        { "Unix addresses cut", Write(0x21, 0x31, new byte[215]), 16 },
        { "too long", Write(0x21, 0x11, new byte[ProxyHeader.MaximumLengthBytes - 15]), 16 },
        { "entry without length", Write(0x21, 0x11, Addresses4, [0x04]), 29 },
        { "entry with half a length", Write(0x21, 0x11, Addresses4, [0x04, 0x00]), 30 },
        { "entry beyond the end", Write(0x21, 0x11, Addresses4, [0x04, 0x00, 0x01]), 31 },
        { "checksum of three bytes", Write(0x21, 0x11, Addresses4, Tlv(0x03, 0, 0, 0)), 34 },
        { "checksum wrong", Write(0x21, 0x11, Addresses4, Tlv(0x03, 1, 2, 3, 4)), 35 },
        { "two checksums", WithChecksum(Write(0x21, 0x11, Addresses4, Tlv(0x03, 0, 0, 0, 0), Tlv(0x03, 0, 0, 0, 0))), 42 },
        { "signature broken", Hex("0D0A0D0A000D0A515549540D"), 12 },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Parse_OfAMalformedHeader_IsInvalidAtTheFirstByteThatShowsIt(string name, byte[] header, int decidedAt)
    {
        name.ShouldNotBeEmpty();
        ShouldBeInvalid<ProxyHeader>(ProxyHeader.Parse, header, decidedAt);
    }

    [Fact]
    public void Parse_OfTheLongestHeader_IsDone()
    {
        var filler = Tlv(0x04, new byte[ProxyHeader.MaximumLengthBytes - 16 - 12 - 3]);
        var header = Write(0x21, 0x11, Addresses4, filler);
        header.Length.ShouldBe(ProxyHeader.MaximumLengthBytes);
        ReadWhole<ProxyHeader>(ProxyHeader.Parse, header).Source.ShouldBe(Source4);
    }
}
