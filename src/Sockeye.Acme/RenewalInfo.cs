using System.Buffers.Text;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Acme;

/// <summary>When an authority wants a certificate to be renewed (RFC 9773 section 4.2).</summary>
/// <param name="Start">From then on.</param>
/// <param name="End">Until then; renew at a random moment in between, at once where that is past.</param>
/// <param name="Explanation">A page that says why, or null.</param>
/// <param name="RetryAfter">When to ask again; null where the authority does not say (then in six hours, section 4.3.3).</param>
public sealed record RenewalInfo(DateTimeOffset Start, DateTimeOffset End, Uri? Explanation, TimeSpan? RetryAfter)
{
    /// <summary>
    /// A certificate's name in renewal information (RFC 9773 section 4.1): the authority key identifier and the serial number's
    /// DER content, each in base64url, joined by a dot.
    /// </summary>
    /// <exception cref="CryptographicException">The certificate names no authority key, so that it has no such name.</exception>
    public static string IdentifierOf(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var authority = certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier
            ?? throw new CryptographicException("the certificate has no authority key identifier, by which renewal information is asked for");
        return $"{Base64Url.EncodeToString(authority.Span)}.{Base64Url.EncodeToString(SerialNumber(certificate))}";
    }

    // From the DER itself: the zero before a first byte of 0x80 and above belongs to the name, and X509Certificate2 may drop it.
    private static ReadOnlySpan<byte> SerialNumber(X509Certificate2 certificate)
    {
        try
        {
            var body = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence().ReadSequence();
            var version = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
            if (body.PeekTag() == version)
            {
                body.ReadEncodedValue();
            }

            return body.ReadIntegerBytes().Span;
        }
        catch (AsnContentException error)
        {
            throw new CryptographicException("the certificate's serial number can't be read", error);
        }
    }
}
