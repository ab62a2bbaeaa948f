using System.Text;
using CsCheck;
using Sockeye.Core;
using Sockeye.Core.Socks5;
using static Sockeye.Tests.Testing.ParserHarness;

namespace Sockeye.Tests.Core.Socks5;

public sealed class Socks5NegotiationTests
{
    [Theory]
    [InlineData("05 00", false)]
    [InlineData("05 01 00", false)]
    [InlineData("05 01 02", true)]
    [InlineData("05 02 00 02", true)]
    [InlineData("05 03 00 01 02", true)]
    [InlineData("05 02 02 02", true)]
    [InlineData("05 03 00 01 FF", false)]
    public void Greeting_OfEveryKind_SaysWhetherThePasswordIsOffered(string bytes, bool offers) =>
        ReadWhole<Socks5Greeting>(Socks5Greeting.Parse, Hex(bytes)).OffersUsernamePassword.ShouldBe(offers);

    [Theory]
    [InlineData("05 00", false)]
    [InlineData("05 01 00", true)]
    [InlineData("05 01 02", false)]
    [InlineData("05 02 02 00", true)]
    public void Greeting_OfEveryKind_SaysWhetherNoLoginIsOffered(string bytes, bool offers) =>
        ReadWhole<Socks5Greeting>(Socks5Greeting.Parse, Hex(bytes)).OffersNoAuthentication.ShouldBe(offers);

    [Theory]
    [InlineData("01 00 00", "", "")]
    [InlineData("01 01 61 00", "a", "")]
    [InlineData("01 00 01 62", "", "b")]
    [InlineData("01 01 61 01 62", "a", "b")]
    public void AnyLogin_EmptyPartsIncluded_IsRead(string bytes, string name, string password)
    {
        var login = ReadWhole<Credentials?>(Socks5Login.ParseAny, Hex(bytes))!;
        login.UserName.ShouldBe(name);
        Encoding.UTF8.GetString(login.Password.Span).ShouldBe(password);
    }

    [Fact]
    public void Greeting_With255Methods_IsTheLongest()
    {
        byte[] greeting = [5, 255, .. Enumerable.Repeat((byte)0x80, 254), 2];
        greeting.Length.ShouldBe(Socks5Greeting.MaximumLengthBytes);
        ReadWhole<Socks5Greeting>(Socks5Greeting.Parse, greeting).OffersUsernamePassword.ShouldBeTrue();
    }

    [Theory]
    [InlineData("04 01 00 50 7F 00 00 01 00")]
    [InlineData("16 03 01")]
    [InlineData("00")]
    public void Greeting_OfAnotherVersion_IsInvalidAtItsFirstByte(string bytes) =>
        ShouldBeInvalid<Socks5Greeting>(Socks5Greeting.Parse, Hex(bytes), decidedAt: 1);

    [Theory]
    [InlineData(true, "05 01 02")]
    [InlineData(false, "05 01 00")]
    public void Greeting_Written_OffersExactlyOneMethod(bool withPassword, string expected)
    {
        var buffer = new byte[3];
        Socks5Greeting.Write(buffer, withPassword).ShouldBe(3);
        buffer.ShouldBe(Hex(expected));
    }

    [Theory]
    [InlineData(Socks5MethodSelection.NoAuthentication, "05 00")]
    [InlineData(Socks5MethodSelection.UsernamePassword, "05 02")]
    [InlineData(Socks5MethodSelection.NoAcceptableMethod, "05 FF")]
    public void MethodSelection_WrittenAndRead_IsTheSame(byte method, string expected)
    {
        var buffer = new byte[2];
        Socks5MethodSelection.Write(buffer, method).ShouldBe(2);
        buffer.ShouldBe(Hex(expected));
        ReadWhole<byte>(Socks5MethodSelection.Parse, buffer).ShouldBe(method);
    }

    [Fact]
    public void MethodSelection_OfAnotherVersion_IsInvalid() =>
        ShouldBeInvalid<byte>(Socks5MethodSelection.Parse, "HTTP/1.1 400"u8, decidedAt: 1);

    [Fact]
    public void Login_OfRfc1929_GivesNameAndPassword()
    {
        var login = ReadWhole<Credentials?>(Socks5Login.Parse, Hex("01 05 61 6C 69 63 65 06 73 65 63 72 65 74")).ShouldNotBeNull();
        login.UserName.ShouldBe("alice");
        login.Password.ToArray().ShouldBe("secret"u8.ToArray());
        login.ToString().ShouldBe("***");
    }

    [Fact]
    public void Login_WithBytesThatAreNotUtf8_HasANameThatNobodyHas() =>
        ReadWhole<Credentials?>(Socks5Login.Parse, Hex("01 02 C3 28 01 FF")).ShouldNotBeNull().UserName.ShouldBe("\uFFFD(");

    [Theory]
    [InlineData("05 05 61", 1)]
    [InlineData("00", 1)]
    [InlineData("01 00 01 61", 2)]
    [InlineData("01 02 61 62 00 00", 5)]
    public void Login_WithAFault_IsInvalidAtTheFirstByteThatShowsIt(string bytes, int decidedAt) =>
        ShouldBeInvalid<Credentials?>(Socks5Login.Parse, Hex(bytes), decidedAt);

    [Fact]
    public void Login_WrittenAndRead_IsTheSame() =>
        Gen.Select(Gen.Char.AlphaNumeric.Array[1, 255], Gen.Byte.Array[1, 255]).Sample(
            (name, password) =>
            {
                var buffer = new byte[Socks5Login.MaximumLengthBytes];
                var length = Socks5Login.Write(buffer, new string(name), password);
                length.ShouldBe(3 + name.Length + password.Length);
                var read = ReadWhole<Credentials?>(Socks5Login.Parse, buffer.AsSpan(0, length)).ShouldNotBeNull();
                read.UserName.ShouldBe(new string(name));
                read.Password.ToArray().ShouldBe(password);
            },
            iter: 50);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(256, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 256)]
    public void Login_OfALengthThatDoesNotFit_IsNotWritten(int nameLength, int passwordLength) =>
        Should.Throw<ArgumentException>(() => Socks5Login.Write(new byte[1024], new string('a', nameLength), new byte[passwordLength]));

    [Fact]
    public void Login_WithANameOf128TwoByteLetters_IsNotWritten() =>
        Should.Throw<ArgumentException>(() => Socks5Login.Write(new byte[1024], new string('é', 128), "x"u8));

    [Fact]
    public void Login_WithANameInUtf8_CountsBytes()
    {
        var buffer = new byte[Socks5Login.MaximumLengthBytes];
        Socks5Login.Write(buffer, "né", "x"u8).ShouldBe(3 + 3 + 1);
        buffer[1].ShouldBe((byte)Encoding.UTF8.GetByteCount("né"));
    }

    [Theory]
    [InlineData(true, "01 00")]
    [InlineData(false, "01 01")]
    public void LoginReply_WrittenAndRead_IsTheSame(bool success, string expected)
    {
        var buffer = new byte[2];
        Socks5LoginReply.Write(buffer, success).ShouldBe(2);
        buffer.ShouldBe(Hex(expected));
        ReadWhole<bool>(Socks5LoginReply.Parse, buffer).ShouldBe(success);
    }

    [Theory]
    [InlineData("01 FF", false)]
    [InlineData("05 00", true)]
    [InlineData("05 01", false)]
    public void LoginReply_AsOtherServersWriteIt_IsUnderstood(string bytes, bool success) =>
        ReadWhole<bool>(Socks5LoginReply.Parse, Hex(bytes)).ShouldBe(success);

    [Fact]
    public void LoginReply_OfAnotherVersion_IsInvalid() => ShouldBeInvalid<bool>(Socks5LoginReply.Parse, Hex("02 00"), decidedAt: 1);
}
