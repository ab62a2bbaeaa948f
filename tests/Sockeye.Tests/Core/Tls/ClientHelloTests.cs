using System.Text;
using Sockeye.Core;
using Sockeye.Core.Tls;
using Sockeye.Tests.Testing;
using static Sockeye.Tests.Testing.ParserHarness;

namespace Sockeye.Tests.Core.Tls;

public sealed class ClientHelloTests
{
    [Theory]
    [InlineData("done-openssl-acme-tls.bin", "a.example", true)]
    [InlineData("done-three-records.bin", "a.example", true)]
    [InlineData("done-openssl-two-protocols.bin", "www.example.com", true)]
    [InlineData("done-openssl-no-name.bin", null, false)]
    [InlineData("done-no-extensions.bin", null, false)]
    [InlineData("done-crooked-names.bin", null, false)]
    public void Hello_OfACorpusFile_IsRead(string file, string? name, bool acmeTls) =>
        ReadWhole<ClientHello>(ClientHello.Parse, Corpus.Of("client-hello").Single(f => f.Name == file).Bytes)
            .ShouldBe(new ClientHello(name, acmeTls));

    [Fact]
    public void Hello_LongerThanIsLookedAt_IsRefused()
    {
        // A record of a message whose end never comes.
        byte[] start = [22, 3, 1, 0x40, 0, 1, 0, 0x40, 0];
        byte[] endless = [.. start, .. new byte[ClientHello.MaximumLengthBytes]];

        ClientHello.Parse(endless.AsSpan(0, ClientHello.MaximumLengthBytes - 1), out _, out _).ShouldBe(ParseStatus.NeedMore);
        ClientHello.Parse(endless, out _, out _).ShouldBe(ParseStatus.Invalid);
    }

    [Theory]
    [InlineData("a.example", "a.example")]
    [InlineData("A.EXAMPLE", "a.example")]
    [InlineData("../x", null)]
    [InlineData("a\0b", null)]
    [InlineData("a b", null)]
    [InlineData("m\u00fc.example", null)]
    [InlineData("", null)]
    public void HostName_OfAnyText_IsANameOrNone(string sent, string? name)
    {
        var bytes = Encoding.UTF8.GetBytes(sent);
        byte[] content = [0, (byte)(bytes.Length + 3), 0, 0, (byte)bytes.Length, .. bytes];

        ServerNameList.FindHostName(content).ShouldBe(name);
    }

    [Fact]
    public void HostName_BehindAnotherTypeOfName_IsFound() => ServerNameList.FindHostName(Hex("0009 07 0002 AAAA 00 0001 61")).ShouldBe("a");

    [Fact]
    public void HostName_Of254Bytes_IsNone() =>
        ServerNameList.FindHostName([1, 1, 0, 0, 254, .. Enumerable.Repeat((byte)'a', 254)]).ShouldBeNull();

    [Theory]
    [InlineData("000B 0A 61636D652D746C732F31", true)]
    [InlineData("000E 02 6832 0A 61636D652D746C732F31", true)]
    [InlineData("000B 0A 61636D652D746C732F32", false)]
    [InlineData("000B 0B 61636D652D746C732F31", false)]
    [InlineData("000C 0A 61636D652D746C732F31", false)]
    [InlineData("0000", false)]
    [InlineData("", false)]
    public void Protocols_OfAnyContent_OfferItOrNot(string content, bool offers) =>
        ProtocolNameList.Offers(Hex(content), ProtocolNameList.AcmeTls).ShouldBe(offers);
}
