using System.Text;

namespace Sockeye.Control.Certificates.Dns.Updates;

/// <summary>
/// An update of one TXT record (RFC 2136 section 2): a header with opcode 5, the zone as a question for its SOA, no
/// prerequisites, and one record.
/// </summary>
/// <remarks>
/// Adding a record leaves the others of its name and type alone (section 2.5.1), and class NONE removes the one that has these
/// very data (section 2.5.4). So a wildcard and its base domain, or two servers, don't take each other's values away.
/// </remarks>
internal static class UpdateMessage
{
    private const int OpcodeUpdate = 5 << 11;
    private const int MaximumTextBytes = 255;

    /// <summary>Adds the value.</summary>
    public static byte[] Add(ushort id, string zone, string name, string value, TimeSpan timeToLive) =>
        Write(id, zone, name, value, DnsWire.ClassInternet, (uint)timeToLive.TotalSeconds);

    /// <summary>Removes this value.</summary>
    public static byte[] Remove(ushort id, string zone, string name, string value) => Write(id, zone, name, value, DnsWire.ClassNone, 0);

    private static byte[] Write(ushort id, string zone, string name, string value, ushort recordClass, uint timeToLive)
    {
        var text = Encoding.ASCII.GetBytes(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, MaximumTextBytes, nameof(value));
        return new DnsWriter()
            .Number16(id).Number16(OpcodeUpdate).Number16(1).Number16(0).Number16(1).Number16(0)
            .Name(zone).Number16(DnsWire.TypeSoa).Number16(DnsWire.ClassInternet)
            .Name(name).Number16(DnsWire.TypeText).Number16(recordClass).Number32(timeToLive)
            .Number16(text.Length + 1).Raw([(byte)text.Length]).Raw(text)
            .ToArray();
    }
}
