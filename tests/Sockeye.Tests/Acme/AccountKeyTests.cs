using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Sockeye.Acme;

namespace Sockeye.Tests.Acme;

public sealed class AccountKeyTests
{
    // The key of RFC 7515 appendix A.3; its thumbprint was computed apart from this code.
    private const string X = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
    private const string Y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
    private const string D = "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI";
    private const string Thumbprint = "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U";

    [Fact]
    public void Thumbprint_OfTheKeyOfRfc7515_IsItsSha256()
    {
        using var key = AccountKey.Import(KnownPem());

        key.Thumbprint.ShouldBe(Thumbprint);
        key.KeyAuthorization("token").ShouldBe("token." + Thumbprint);
    }

    [Fact]
    public void Import_OfWhatWasExported_IsTheSameKey()
    {
        using var key = AccountKey.Create();
        using var again = AccountKey.Import(key.ExportPem());

        again.Thumbprint.ShouldBe(key.Thumbprint);
    }

    [Fact]
    public void Import_OfWhatIsNoSuchKey_TellsNothingOfIt()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        string[] wrong =
        [
            "", "secret", p384.ExportPkcs8PrivateKeyPem(), p256.ExportSubjectPublicKeyInfoPem(), rsa.ExportPkcs8PrivateKeyPem(),
            "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----",
        ];

        foreach (var pem in wrong)
        {
            var error = Should.Throw<CryptographicException>(() => AccountKey.Import(pem));
            error.Message.ShouldBe("no PEM of a private ECDSA key on P-256, which an account's key has to be");
            error.InnerException.ShouldBeNull();
        }
    }

    [Fact]
    public void ToString_OfWhatIsSecret_HidesIt()
    {
        using var key = AccountKey.Import(KnownPem());
        var binding = new ExternalAccountBinding("kid-1", Encoding.ASCII.GetBytes("secret"));

        key.ToString().ShouldBe("AccountKey " + Thumbprint);
        binding.ToString().ShouldBe("ExternalAccountBinding { KeyId = kid-1, HmacKey = *** }");
        new AccountRequest { ExternalAccount = binding }.ToString().ShouldContain("HmacKey = ***");
    }

    private static string KnownPem()
    {
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(X), Y = Base64Url.DecodeFromChars(Y) },
            D = Base64Url.DecodeFromChars(D),
        });
        return key.ExportPkcs8PrivateKeyPem();
    }
}
