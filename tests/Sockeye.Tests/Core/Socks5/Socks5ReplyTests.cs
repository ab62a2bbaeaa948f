using System.Net;
using CsCheck;
using Sockeye.Core.Socks5;
using static Sockeye.Tests.Testing.ParserHarness;

namespace Sockeye.Tests.Core.Socks5;

public sealed class Socks5ReplyTests
{
    [Theory]
    [InlineData("192.0.2.1:1080", "05 00 00 01 C0 00 02 01 04 38")]
    [InlineData("[::ffff:192.0.2.1]:1080", "05 00 00 01 C0 00 02 01 04 38")]
    [InlineData("[2001:db8::1]:443", "05 00 00 04 20 01 0D B8 00 00 00 00 00 00 00 00 00 00 00 01 01 BB")]
    [InlineData(null, "05 00 00 01 00 00 00 00 00 00")]
    public void Reply_Written_HasTheBoundAddressAndNeverAName(string? bound, string expected)
    {
        var buffer = new byte[Socks5Reply.MaximumWrittenBytes];
        var length = Socks5Reply.Write(buffer, Socks5ReplyCode.Succeeded, bound is null ? null : IPEndPoint.Parse(bound));
        buffer[..length].ShouldBe(Hex(expected));
    }

    [Fact]
    public void Reply_OfEveryFailure_IsComplete()
    {
        foreach (var code in Enum.GetValues<Socks5ReplyCode>())
        {
            var buffer = new byte[Socks5Reply.MaximumLengthBytes];
            Socks5Reply.Write(buffer, code, null).ShouldBe(10);
            ReadWhole<Socks5Reply>(Socks5Reply.Parse, buffer.AsSpan(0, 10)).ShouldBe(new Socks5Reply(code, new IPEndPoint(IPAddress.Any, 0)));
        }
    }

    [Fact]
    public void Reply_WrittenAndRead_IsTheSame() =>
        Gen.Select(Gen.OneOf(Gen.Byte.Array[4], Gen.Byte.Array[16]), Gen.UShort).Sample(
            (address, port) =>
            {
                var ip = new IPAddress(address);
                var bound = new IPEndPoint(ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip, port);
                var buffer = new byte[Socks5Reply.MaximumWrittenBytes];
                var length = Socks5Reply.Write(buffer, Socks5ReplyCode.Succeeded, bound);
                ReadWhole<Socks5Reply>(Socks5Reply.Parse, buffer.AsSpan(0, length)).Bound.ShouldBe(bound);
            },
            iter: 100);

    [Theory]
    [InlineData("05 00 00 03 01 61 00 50")]
    [InlineData("05 00 00 03 00 00 50")]
    public void Reply_WithAName_IsReadWithoutAnAddress(string bytes) =>
        ReadWhole<Socks5Reply>(Socks5Reply.Parse, Hex(bytes)).ShouldBe(new Socks5Reply(Socks5ReplyCode.Succeeded, null));

    [Fact]
    public void Reply_WithAMappedAddress_IsReadAsIPv4() =>
        ReadWhole<Socks5Reply>(Socks5Reply.Parse, Hex("05 00 00 04 00 00 00 00 00 00 00 00 00 00 FF FF C0 00 02 01 04 38"))
            .Bound.ShouldBe(IPEndPoint.Parse("192.0.2.1:1080"));

    [Fact]
    public void Reply_WithACodeThatNobodyKnows_KeepsIt() =>
        ((byte)ReadWhole<Socks5Reply>(Socks5Reply.Parse, Hex("05 5A 00 01 00 00 00 00 00 00")).Code).ShouldBe((byte)0x5A);

    [Fact]
    public void Reply_OfAFailureWithoutAnAddressType_IsDoneWithItsCode() =>
        ReadWhole<Socks5Reply>(Socks5Reply.Parse, Hex("05 05 00 00")).Code.ShouldBe(Socks5ReplyCode.ConnectionRefused);

    [Theory]
    [InlineData("05 00 00 00", 4)]
    [InlineData("05 00 00 FF", 4)]
    [InlineData("00 5A 00 00", 1)]
    [InlineData("48 54 54 50", 1)]
    public void Reply_ThatIsNone_IsInvalid(string bytes, int decidedAt) =>
        ShouldBeInvalid<Socks5Reply>(Socks5Reply.Parse, Hex(bytes), decidedAt);
}
