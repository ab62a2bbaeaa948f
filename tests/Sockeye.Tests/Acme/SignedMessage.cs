using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Sockeye.Tests.Acme;

/// <summary>A signed message as an authority reads it (RFC 7515 section 7.2.2): by the platform's cryptography, not by the library's code.</summary>
internal sealed record SignedMessage(JsonObject Header, byte[] Payload, string Signed, byte[] Signature)
{
    /// <summary>The payload as an object.</summary>
    public JsonObject Json => JsonNode.Parse(Payload)!.AsObject();

    /// <summary>Reads one; exactly the three members may be there.</summary>
    public static SignedMessage Read(JsonNode message)
    {
        message.AsObject().Select(member => member.Key).ShouldBe(["protected", "payload", "signature"], ignoreOrder: true);
        var first = message["protected"]!.GetValue<string>();
        var second = message["payload"]!.GetValue<string>();
        return new SignedMessage(
            JsonNode.Parse(Base64Url.DecodeFromChars(first))!.AsObject(),
            Base64Url.DecodeFromChars(second),
            $"{first}.{second}",
            Base64Url.DecodeFromChars(message["signature"]!.GetValue<string>()));
    }

    /// <summary>Whether the key (a JWK) signed it with ES256.</summary>
    public bool IsSignedBy(JsonNode key)
    {
        key["kty"]!.GetValue<string>().ShouldBe("EC");
        key["crv"]!.GetValue<string>().ShouldBe("P-256");
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint
            {
                X = Base64Url.DecodeFromChars(key["x"]!.GetValue<string>()),
                Y = Base64Url.DecodeFromChars(key["y"]!.GetValue<string>()),
            },
        });
        return Header["alg"]!.GetValue<string>() == "ES256" && Signature.Length == 64
            && ecdsa.VerifyData(Encoding.ASCII.GetBytes(Signed), Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
