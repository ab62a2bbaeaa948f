using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sockeye.Control.Certificates.Dns.Updates;

/// <summary>Signs a request and checks the signature of its answer (RFC 8945 sections 4 and 5).</summary>
internal static class TsigSignature
{
    /// <summary>How far the clocks of both sides may be apart, in seconds: what RFC 8945 section 10 recommends.</summary>
    public const int FudgeSeconds = 300;

    /// <summary>
    /// The message with a TSIG record at its end. What is signed is the message, then the record's fields (section 4.3.3):
    /// key name, class ANY, time to live 0, algorithm, time (48 bits), fudge, error, length of other data.
    /// </summary>
    /// <param name="message">The message without a signature.</param>
    /// <param name="key">The key.</param>
    /// <param name="now">The time that is signed.</param>
    /// <param name="mac">The signature, which the answer's signature includes.</param>
    public static byte[] Sign(byte[] message, TsigKey key, DateTimeOffset now, out byte[] mac)
    {
        var seconds = now.ToUnixTimeSeconds();
        var variables = new DnsWriter()
            .Name(key.Name).Number16(DnsWire.ClassAny).Number32(0)
            .Name(key.Algorithm).Number48(seconds).Number16(FudgeSeconds).Number16(0).Number16(0);
        mac = TsigAlgorithm.Compute(key.Algorithm, key.Secret, [.. message, .. variables.ToArray()]);

        var data = new DnsWriter()
            .Name(key.Algorithm).Number48(seconds).Number16(FudgeSeconds)
            .Number16(mac.Length).Raw(mac)
            .Raw(message.AsSpan(0, 2)).Number16(0).Number16(0).ToArray();
        var signed = new DnsWriter()
            .Raw(message)
            .Name(key.Name).Number16(DnsWire.TypeTsig).Number16(DnsWire.ClassAny).Number32(0).Number16(data.Length).Raw(data).ToArray();
        var additional = BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(DnsWire.AdditionalCountOffset));
        BinaryPrimitives.WriteUInt16BigEndian(signed.AsSpan(DnsWire.AdditionalCountOffset), (ushort)(additional + 1));
        return signed;
    }

    /// <summary>
    /// Whether an answer was signed with the key, for this very request, now. The request's signature stands in front of what
    /// is signed (section 5.3.1); the answer counts without its TSIG record and with its original id.
    /// </summary>
    public static bool Verifies(UpdateAnswer answer, TsigKey key, byte[] requestMac, DateTimeOffset now)
    {
        if (answer.Tsig is not { } tsig
            || !tsig.KeyName.AsSpan().SequenceEqual(DnsName.Encode(key.Name))
            || !tsig.Algorithm.AsSpan().SequenceEqual(DnsName.Encode(key.Algorithm))
            || tsig.Mac.Length != TsigAlgorithm.LengthBytes(key.Algorithm)
            || Math.Abs(now.ToUnixTimeSeconds() - tsig.TimeSigned) > tsig.FudgeSeconds)
        {
            return false;
        }

        var data = new DnsWriter()
            .Number16(requestMac.Length).Raw(requestMac)
            .Raw(answer.WithoutTsig)
            .Raw(tsig.KeyName).Number16(DnsWire.ClassAny).Number32(0)
            .Raw(tsig.Algorithm).Number48(tsig.TimeSigned).Number16(tsig.FudgeSeconds)
            .Number16(tsig.Error).Number16(tsig.OtherData.Length).Raw(tsig.OtherData);
        return CryptographicOperations.FixedTimeEquals(TsigAlgorithm.Compute(key.Algorithm, key.Secret, data.ToArray()), tsig.Mac);
    }
}
