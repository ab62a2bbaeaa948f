using System.Formats.Asn1;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Control.Certificates;

/// <summary>
/// The names that an authority may certify (RFC 5280 section 4.2.1.10). Only what this house writes: permitted DNS names and
/// single addresses.
/// </summary>
/// <remarks>
/// <code>
/// NameConstraints ::= SEQUENCE { permittedSubtrees [0] GeneralSubtrees OPTIONAL, excludedSubtrees [1] GeneralSubtrees OPTIONAL }
/// GeneralSubtree  ::= SEQUENCE { base GeneralName, minimum [0] BaseDistance DEFAULT 0, maximum [1] BaseDistance OPTIONAL }
/// GeneralName     ::= CHOICE { … dNSName [2] IA5String, … iPAddress [7] OCTET STRING (address, then mask) … }
/// </code>
/// </remarks>
internal sealed class NameConstraints(IReadOnlyList<string> names, IReadOnlyList<IPAddress> addresses)
{
    private const string ObjectIdentifier = "2.5.29.30";

    private static readonly Asn1Tag Permitted = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag IpAddress = new(TagClass.ContextSpecific, 7);

    public IReadOnlyList<string> Names { get; } = names;

    public IReadOnlyList<IPAddress> Addresses { get; } = addresses;

    /// <summary>A name is permitted where it is one of the names or below one of them.</summary>
    public bool Permits(string name) =>
        Names.Any(n => name.Equals(n, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + n, StringComparison.OrdinalIgnoreCase));

    public bool Permits(IPAddress address) => Addresses.Contains(address);

    /// <summary>The extension, critical as RFC 5280 demands.</summary>
    public X509Extension Encode()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(Permitted))
        {
            foreach (var name in Names)
            {
                using (writer.PushSequence())
                {
                    writer.WriteCharacterString(UniversalTagNumber.IA5String, name, DnsName);
                }
            }

            foreach (var address in Addresses)
            {
                using (writer.PushSequence())
                {
                    writer.WriteOctetString(WithFullMask(address), IpAddress);
                }
            }
        }

        return new X509Extension(ObjectIdentifier, writer.Encode(), critical: true);
    }

    /// <summary>Reads a certificate's constraints back. Null where there are none, or others than this house writes.</summary>
    public static NameConstraints? TryRead(X509Certificate2 certificate)
    {
        if (certificate.Extensions.FirstOrDefault(e => e.Oid?.Value == ObjectIdentifier) is not { } extension)
        {
            return null;
        }

        try
        {
            return Decode(extension.RawData);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static NameConstraints? Decode(ReadOnlyMemory<byte> encoded)
    {
        var (names, addresses) = (new List<string>(), new List<IPAddress>());
        var constraints = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        var permitted = constraints.ReadSequence(Permitted);
        while (permitted.HasData)
        {
            var subtree = permitted.ReadSequence();
            if (subtree.PeekTag().HasSameClassAndValue(DnsName))
            {
                names.Add(subtree.ReadCharacterString(UniversalTagNumber.IA5String, DnsName));
            }
            else if (SingleAddress(subtree.ReadOctetString(IpAddress)) is { } address)
            {
                addresses.Add(address);
            }
            else
            {
                return null;
            }
        }

        return constraints.HasData ? null : new NameConstraints(names, addresses);
    }

    private static byte[] WithFullMask(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return [.. bytes, .. Enumerable.Repeat((byte)0xff, bytes.Length)];
    }

    private static IPAddress? SingleAddress(byte[] addressAndMask)
    {
        var half = addressAndMask.Length / 2;
        return addressAndMask.Length is 8 or 32 && addressAndMask.AsSpan(half).IndexOfAnyExcept((byte)0xff) < 0
            ? new IPAddress(addressAndMask.AsSpan(0, half))
            : null;
    }
}
