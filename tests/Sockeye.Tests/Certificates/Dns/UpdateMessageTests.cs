using System.Globalization;
using System.Text;
using Sockeye.Control.Certificates.Dns.Updates;

namespace Sockeye.Tests.Certificates.Dns;

/// <summary>The bytes of updates and of their signatures (RFC 2136, RFC 8945), and answers cut and changed everywhere.</summary>
public sealed class UpdateMessageTests
{
    // All computed by another program (Python's hmac) over the layouts of RFC 2136 section 2 and RFC 8945 section 4.3.
    private const string Request =
        "123428000001000000010000 076578616d706c65047465737400 0006 0001"
        + "0f5f61636d652d6368616c6c656e6765076578616d706c65047465737400 0010 0001 0000003c 0008 0776616c75652d31";

    private const string RequestMac = "45aa666f4e5c8bf6a3f0ef0e3bdc141fbf2d2b1cf1196b2a7a12d7503d561223";

    private const string Answer =
        "1234a8000001000000000001 076578616d706c65047465737400 0006 0001 0b736f636b6579652d6b657900 00fa 00ff 00000000 003d"
        + "0b686d61632d73686132353600 00006553f102 012c 0020 094aac5110309127bd1003abe2a45eeaf423de08b3522381853bcf91ff4b7f45 1234 0000 0000";

    private static readonly TsigKey Key = new("Sockeye-Key.", "hmac-sha256", [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public void Add_OneValue_HasTheseBytes() =>
        UpdateMessage.Add(0x1234, "example.test", "_acme-challenge.EXAMPLE.test.", "value-1", TimeSpan.FromMinutes(1)).ShouldBe(Hex(Request));

    [Fact]
    public void Remove_OneValue_HasClassNoneAndNoTimeToLive() =>
        UpdateMessage.Remove(0x1234, "example.test", "_acme-challenge.example.test", "value-1")
            .ShouldBe(Hex(Request.Replace("0010 0001 0000003c", "0010 00fe 00000000", StringComparison.Ordinal)));

    [Fact]
    public void Add_TextThatIsTooLong_Throws()
    {
        UpdateMessage.Add(1, "t", "a.t", new string('x', 255), TimeSpan.Zero).Length.ShouldBeGreaterThan(255);
        Should.Throw<ArgumentException>(() => UpdateMessage.Add(1, "t", "a.t", new string('x', 256), TimeSpan.Zero));
    }

    [Theory]
    [InlineData("00006553f100", "2023-11-14 22:13:20Z")]
    [InlineData("ffffffffffff", null)]
    public void ServerTime_OfBadTime_IsATimeOrNone(string other, string? expected)
    {
        var record = new TsigRecord([0], [0], 0, 300, [], 0, 18, Convert.FromHexString(other));

        record.ServerTime?.ToString("u", CultureInfo.InvariantCulture).ShouldBe(expected);
    }

    [Fact]
    public void Sign_Request_HasTheVectorsMac()
    {
        var signed = TsigSignature.Sign(Hex(Request), Key, Now, out var mac);

        mac.ShouldBe(Hex(RequestMac));
        signed[11].ShouldBe((byte)1);
        Convert.ToHexStringLower(signed).ShouldEndWith(
            "0b736f636b6579652d6b6579" + "00" + "00fa00ff00000000003d" + "0b686d61632d73686132353600" + "00006553f100" + "012c" + "0020" + RequestMac + "123400000000");
    }

    [Fact]
    public void Verifies_AnswerOfTheVector_HoldsForKeyRequestAndTime()
    {
        UpdateAnswer.TryRead(Hex(Answer), out var answer).ShouldBeTrue();

        TsigSignature.Verifies(answer!, Key, Hex(RequestMac), Now).ShouldBeTrue();
        TsigSignature.Verifies(answer!, Key, Hex(RequestMac), Now.AddSeconds(302)).ShouldBeTrue();
        TsigSignature.Verifies(answer!, Key, Hex(RequestMac), Now.AddSeconds(303)).ShouldBeFalse();
        TsigSignature.Verifies(answer!, Key, Hex(RequestMac), Now.AddSeconds(-299)).ShouldBeFalse();
        TsigSignature.Verifies(answer!, Key, new byte[32], Now).ShouldBeFalse();
        TsigSignature.Verifies(answer!, Key with { Secret = new byte[32] }, Hex(RequestMac), Now).ShouldBeFalse();
        TsigSignature.Verifies(answer!, Key with { Name = "other" }, Hex(RequestMac), Now).ShouldBeFalse();
        TsigSignature.Verifies(answer!, Key with { Algorithm = "hmac-sha512" }, Hex(RequestMac), Now).ShouldBeFalse();
    }

    [Fact]
    public void Verifies_AnswerWithAnyBitTurned_Fails()
    {
        var message = Hex(Answer);
        for (var bit = 0; bit < message.Length * 8; bit++)
        {
            var turned = (byte[])message.Clone();
            turned[bit / 8] ^= (byte)(1 << (bit % 8));

            // The id is the exchange's, a name's case means nothing, and the original id stands in for the id.
            if (UpdateAnswer.TryRead(turned, out var answer) && TsigSignature.Verifies(answer, Key, Hex(RequestMac), Now))
            {
                (bit / 8 < 2 || Encoding.Latin1.GetString(turned).Equals(Encoding.Latin1.GetString(message), StringComparison.OrdinalIgnoreCase))
                    .ShouldBeTrue($"bit {bit}");
            }
        }
    }

    [Fact]
    public void TryRead_AnswerCutAnywhere_IsNone()
    {
        var message = Hex(Answer);
        for (var length = 0; length < message.Length; length++)
        {
            UpdateAnswer.TryRead(message.AsSpan(0, length), out _).ShouldBeFalse($"cut at {length}");
        }

        UpdateAnswer.TryRead([.. message, 0], out _).ShouldBeFalse();
    }

    [Fact]
    public void TryRead_AnyBytes_NeverThrows()
    {
        var random = new Random(8945);
        for (var round = 0; round < 20_000; round++)
        {
            var message = Hex(Answer);
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                message[random.Next(message.Length)] = (byte)random.Next(256);
            }

            UpdateAnswer.TryRead(message.AsSpan(0, random.Next(message.Length + 1)), out _);
        }
    }

    [Fact]
    public void TryRead_UnsignedAnswer_HasItsCode()
    {
        UpdateAnswer.TryRead(Hex("1234a805 0000 0000 0000 0000"), out var answer).ShouldBeTrue();

        answer!.Code.ShouldBe(5);
        answer.Tsig.ShouldBeNull();
        TsigSignature.Verifies(answer, Key, Hex(RequestMac), Now).ShouldBeFalse();
        UpdateRefusal.Describe(answer, "ns:53", "z", Key, Now)!.ShouldContain("(REFUSED)");
    }

    [Theory]
    [InlineData("12342800 0000 0000 0000 0000")]
    [InlineData("12348000 0000 0000 0000 0000")]
    [InlineData("1234a800 0001 0000 0000 0000 c00c 0006 0001")]
    [InlineData("1234a800 0001 0000 0000 0000 ff")]
    [InlineData("1234a800 0000 0000 0000 0001 00 00fa 00ff 00000000 0000")]
    public void TryRead_NoAnswerToAnUpdate_IsNone(string message) => UpdateAnswer.TryRead(Hex(message), out _).ShouldBeFalse();

    [Theory]
    [InlineData(1, "FORMERR")]
    [InlineData(2, "SERVFAIL")]
    [InlineData(4, "NOTIMP")]
    [InlineData(9, "NOTAUTH")]
    [InlineData(10, "NOTZONE")]
    [InlineData(8, "RCODE 8")]
    public void Describe_Refusal_NamesItsCodeInOneLine(int code, string name)
    {
        var line = UpdateRefusal.Describe(new UpdateAnswer(1, code, null, []), "ns1:53", "example.test", Key, Now);

        line.ShouldNotBeNull().ShouldContain($"({name})");
        line.ShouldNotContain("\n");
        line.ShouldContain("ns1:53");
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData("a b.test")]
    [InlineData("x123456789x123456789x123456789x123456789x123456789x123456789x123.test")]
    [InlineData("\u00e4.test")]
    public void Encode_NoName_IsRefused(string name) => DnsName.IsValid(name).ShouldBeFalse();

    [Fact]
    public void Encode_NameOf256Bytes_IsRefused()
    {
        var label = new string('x', 63);
        DnsName.IsValid($"{label}.{label}.{label}.{label[..61]}").ShouldBeTrue();
        DnsName.IsValid($"{label}.{label}.{label}.{label[..62]}").ShouldBeFalse();
    }

    [Theory]
    [InlineData("a.example.test", "example.test", true)]
    [InlineData("EXAMPLE.test", "example.test", true)]
    [InlineData("myexample.test", "example.test", false)]
    [InlineData("test", "example.test", false)]
    [InlineData("a.test", "", true)]
    public void IsWithin_NameAndZone_GoesByLabels(string name, string zone, bool expected) => DnsName.IsWithin(name, zone).ShouldBe(expected);

    private static byte[] Hex(string digits) => Convert.FromHexString(digits.Replace(" ", "", StringComparison.Ordinal));
}
