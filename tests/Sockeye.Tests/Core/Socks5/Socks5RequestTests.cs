using System.Net;
using CsCheck;
using Sockeye.Core.Net;
using Sockeye.Core.Socks5;
using static Sockeye.Tests.Testing.ParserHarness;

namespace Sockeye.Tests.Core.Socks5;

public sealed class Socks5RequestTests
{
    [Theory]
    [InlineData("05 01 00 01 C0 00 02 01 00 50", "192.0.2.1:80")]
    [InlineData("05 01 FF 01 C0 00 02 01 01 BB", "192.0.2.1:443")]
    [InlineData("05 01 00 03 0B 65 78 61 6D 70 6C 65 2E 63 6F 6D 01 BB", "example.com:443")]
    [InlineData("05 01 00 04 20 01 0D B8 00 00 00 00 00 00 00 00 00 00 00 01 00 50", "[2001:db8::1]:80")]
    [InlineData("05 01 00 04 00 00 00 00 00 00 00 00 00 00 FF FF 7F 00 00 01 00 50", "127.0.0.1:80")]
    [InlineData("05 03 00 01 00 00 00 00 00 00", "0.0.0.0:0")]
    [InlineData("05 03 00 03 01 30 00 00", "0.0.0.0:0")]
    [InlineData("05 02 00 01 00 00 00 00 00 00", "0.0.0.0:0")]
    [InlineData("05 02 00 04 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00", "[::]:0")]
    public void Request_OfEveryAddressType_IsRead(string bytes, string destination)
    {
        var request = ReadWhole<Socks5Request>(Socks5Request.Parse, Hex(bytes));
        request.Destination.ToString().ShouldBe(destination);
        request.Fault.ShouldBe(Socks5RequestFault.None);
        request.FaultReplyCode.ShouldBe(Socks5ReplyCode.Succeeded);
        ((byte)request.Command).ShouldBe(Hex(bytes)[1]);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("127.1", "127.0.0.1")]
    [InlineData("0x7f.1", "127.0.0.1")]
    [InlineData("2130706433", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("[::1]", "::1")]
    [InlineData("::1%7", "::1")]
    [InlineData("::ffff:169.254.169.254", "169.254.169.254")]
    public void Request_WithALiteralSentAsAName_IsForAnAddress(string name, string address)
    {
        var request = ReadWhole<Socks5Request>(Socks5Request.Parse, WithName(0x01, name, 80));
        request.Fault.ShouldBe(Socks5RequestFault.None);
        request.Destination.Address.ShouldBe(IPAddress.Parse(address));
    }

    [Theory]
    [InlineData("05 01 00 03 00 00 50", Socks5RequestFault.BadName, Socks5ReplyCode.GeneralFailure)]
    [InlineData("05 01 00 03 01 20 00 50", Socks5RequestFault.BadName, Socks5ReplyCode.GeneralFailure)]
    [InlineData("05 01 00 03 03 61 00 62 00 50", Socks5RequestFault.BadName, Socks5ReplyCode.GeneralFailure)]
    [InlineData("05 01 00 03 03 61 0A 62 00 50", Socks5RequestFault.BadName, Socks5ReplyCode.GeneralFailure)]
    [InlineData("05 01 00 03 02 C3 A9 00 50", Socks5RequestFault.BadName, Socks5ReplyCode.GeneralFailure)]
    [InlineData("05 03 00 03 00 00 00", Socks5RequestFault.BadName, Socks5ReplyCode.GeneralFailure)]
    [InlineData("05 01 00 01 C0 00 02 01 00 00", Socks5RequestFault.PortZero, Socks5ReplyCode.GeneralFailure)]
    [InlineData("05 01 00 03 01 61 00 00", Socks5RequestFault.PortZero, Socks5ReplyCode.GeneralFailure)]
    [InlineData("05 00 00 01 C0 00 02 01 00 50", Socks5RequestFault.UnknownCommand, Socks5ReplyCode.CommandNotSupported)]
    [InlineData("05 04 00 03 00 00 00", Socks5RequestFault.UnknownCommand, Socks5ReplyCode.CommandNotSupported)]
    [InlineData("05 01 00 00", Socks5RequestFault.UnknownAddressType, Socks5ReplyCode.AddressTypeNotSupported)]
    [InlineData("05 01 00 02", Socks5RequestFault.UnknownAddressType, Socks5ReplyCode.AddressTypeNotSupported)]
    [InlineData("05 F3 00 05", Socks5RequestFault.UnknownAddressType, Socks5ReplyCode.AddressTypeNotSupported)]
    public void Request_WithAFault_IsReadToItsEndAndSaysWhichReplyIsDue(string bytes, Socks5RequestFault fault, Socks5ReplyCode code)
    {
        var request = ReadWhole<Socks5Request>(Socks5Request.Parse, Hex(bytes));
        request.Fault.ShouldBe(fault);
        request.FaultReplyCode.ShouldBe(code);
        request.CommandCode.ShouldBe(Hex(bytes)[1]);
    }

    [Fact]
    public void Request_OfGostsUdpTunnel_IsAsAnyOther()
    {
        var request = ReadWhole<Socks5Request>(Socks5Request.Parse, WithName(0xF3, "example.com", 53));
        request.Command.ShouldBe(Socks5Command.UdpTunnel);
        request.Fault.ShouldBe(Socks5RequestFault.None);
        request.Destination.ToString().ShouldBe("example.com:53");
    }

    [Fact]
    public void Request_OfACommandThatNobodyKnows_KeepsItsDestination()
    {
        var request = ReadWhole<Socks5Request>(Socks5Request.Parse, WithName(0xF4, "example.com", 53));
        request.Fault.ShouldBe(Socks5RequestFault.UnknownCommand);
        request.Destination.ToString().ShouldBe("example.com:53");
    }

    [Theory]
    [InlineData("sp.udp-over-tcp.arpa")]
    [InlineData("sp.v2.udp-over-tcp.arpa")]
    [InlineData("SP.V2.UDP-OVER-TCP.ARPA")]
    public void Request_ForAReservedName_MayHavePortZero(string name)
    {
        var request = ReadWhole<Socks5Request>(Socks5Request.Parse, WithName(0x01, name, 0));
        request.Fault.ShouldBe(Socks5RequestFault.None);
        ReservedUdpNames.Contains(request.Destination).ShouldBeTrue();
    }

    [Fact]
    public void Request_ForANameOf255Bytes_IsTheLongest()
    {
        var bytes = WithName(0x01, new string('a', 255), 1);
        bytes.Length.ShouldBe(Socks5Request.MaximumLengthBytes);
        Socks5Request.MaximumLengthBytes.ShouldBe(262);
        ReadWhole<Socks5Request>(Socks5Request.Parse, bytes).Destination.Name.ShouldBe(new string('a', 255));
    }

    [Theory]
    [InlineData("04 01 00 50 7F 00 00 01 00")]
    [InlineData("01 05 61")]
    public void Request_OfAnotherVersion_IsInvalidAtItsFirstByte(string bytes) =>
        ShouldBeInvalid<Socks5Request>(Socks5Request.Parse, Hex(bytes), decidedAt: 1);

    [Fact]
    public void Request_WrittenAndRead_IsTheSame() =>
        Gen.Select(Gen.OneOf(Addresses, Names), Gen.UShort[1, 65535], Gen.Int[1, 3].Select(i => (Socks5Command)i)).Sample(
            (host, port, command) =>
            {
                Destination.TryFromHost(host, port, out var destination).ShouldBeTrue();
                var buffer = new byte[Socks5Request.MaximumLengthBytes];
                var length = Socks5Request.Write(buffer, command, destination);
                ReadWhole<Socks5Request>(Socks5Request.Parse, buffer.AsSpan(0, length))
                    .ShouldBe(new Socks5Request((byte)command, destination, Socks5RequestFault.None));
            },
            iter: 100);

    [Fact]
    public void Request_ForNothing_IsNotWritten() =>
        Should.Throw<ArgumentException>(() => Socks5Request.Write(new byte[262], Socks5Command.Connect, default));

    private static Gen<string> Addresses =>
        Gen.OneOf(Gen.Byte.Array[4], Gen.Byte.Array[16]).Select(b => new IPAddress(b).ToString());

    private static Gen<string> Names => Gen.Char["abcdefghijklmnopqrstuvwxyz-_."].Array[1, 250].Select(c => "x" + new string(c) + "-y");

    private static byte[] WithName(byte command, string name, ushort port) =>
        [5, command, 0, 3, (byte)name.Length, .. name.Select(c => (byte)c), (byte)(port >> 8), (byte)port];
}
