using System.Text;

namespace Sockeye.Control.Certificates.Dns.Updates;

/// <summary>Names on the wire (RFC 1035 section 3.1): labels of 1 to 63 bytes, each behind its length, and a zero; 255 bytes in all.</summary>
internal static class DnsName
{
    private const int MaximumLabelBytes = 63;
    private const int MaximumBytes = 255;

    // A name has at most 127 labels; who needs more pointers than this to put one together leads in a circle (RFC 1035 section 4.1.4).
    private const int MaximumPointers = 64;

    /// <summary>Whether this is a name that can be asked for or written; a dot at its end is allowed.</summary>
    public static bool IsValid(string name) => TryEncode(name, out _);

    /// <summary>Without the dot at the end and in lower case: how names are compared and kept.</summary>
    public static string Normalize(string name) => name.TrimEnd('.').ToLowerInvariant();

    /// <summary>Whether a name is a zone's own or stands below it.</summary>
    public static bool IsWithin(string name, string zone) =>
        zone.Length == 0 || name.Equals(zone, StringComparison.OrdinalIgnoreCase)
        || (name.Length > zone.Length && name[^(zone.Length + 1)] == '.' && name.EndsWith(zone, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name in its canonical form: no compression, lower case (RFC 4034 section 6.2).</summary>
    public static byte[] Encode(string name) =>
        TryEncode(name, out var bytes) ? bytes : throw new ArgumentException($"{QuotedText.Of(name)} is no name of DNS.", nameof(name));

    public static bool TryEncode(string name, out byte[] bytes)
    {
        var wire = new List<byte>(name.Length + 2);
        var text = Normalize(name);
        foreach (var label in text.Length == 0 ? [] : text.Split('.'))
        {
            if (label.Length is 0 or > MaximumLabelBytes || label.Any(c => c is <= ' ' or >= (char)0x7f or '\\' or '"'))
            {
                bytes = [];
                return false;
            }

            wire.Add((byte)label.Length);
            wire.AddRange(Encoding.ASCII.GetBytes(label));
        }

        wire.Add(0);
        bytes = [.. wire];
        return bytes.Length <= MaximumBytes;
    }

    /// <summary>
    /// Reads the name at <paramref name="offset"/> of a message, through its pointers, into the canonical form, and moves the
    /// offset behind it. False where the bytes are no name.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> message, ref int offset, out byte[] canonical)
    {
        var wire = new List<byte>(64);
        var (at, end, pointers) = (offset, -1, 0);
        canonical = [];
        while (true)
        {
            if (at >= message.Length || wire.Count >= MaximumBytes)
            {
                return false;
            }

            var length = message[at++];
            if (length == 0)
            {
                wire.Add(0);
                offset = end < 0 ? at : end;
                canonical = [.. wire];
                return wire.Count <= MaximumBytes;
            }

            if (length >= 0xc0)
            {
                if (at >= message.Length || ++pointers > MaximumPointers)
                {
                    return false;
                }

                var target = ((length & 0x3f) << 8) | message[at++];
                end = end < 0 ? at : end;
                at = target;
                continue;
            }

            if (length > MaximumLabelBytes || message.Length - at < length)
            {
                return false;
            }

            wire.Add(length);
            foreach (var b in message.Slice(at, length))
            {
                wire.Add(b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b);
            }

            at += length;
        }
    }
}
