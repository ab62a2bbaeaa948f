namespace Sockeye.Acme;

/// <summary>The types of problems that ACME knows (RFC 8555 section 6.7, RFC 9773, and the draft of profiles).</summary>
public static class AcmeErrorType
{
    /// <summary>What all of them begin with.</summary>
    public const string Prefix = "urn:ietf:params:acme:error:";

    /// <summary>No account has this key.</summary>
    public const string AccountDoesNotExist = Prefix + "accountDoesNotExist";

    /// <summary>The certificate to replace has a replacement already (RFC 9773).</summary>
    public const string AlreadyReplaced = Prefix + "alreadyReplaced";

    /// <summary>The certificate is revoked already.</summary>
    public const string AlreadyRevoked = Prefix + "alreadyRevoked";

    /// <summary>The signing request is refused, as for a weak key.</summary>
    public const string BadCsr = Prefix + "badCSR";

    /// <summary>The nonce is unknown or was used; the library tries again by itself (RFC 8555 section 6.5).</summary>
    public const string BadNonce = Prefix + "badNonce";

    /// <summary>The key is refused, as for its kind or size.</summary>
    public const string BadPublicKey = Prefix + "badPublicKey";

    /// <summary>The reason of a revocation is refused.</summary>
    public const string BadRevocationReason = Prefix + "badRevocationReason";

    /// <summary>The signature's algorithm is refused.</summary>
    public const string BadSignatureAlgorithm = Prefix + "badSignatureAlgorithm";

    /// <summary>The name's CAA records forbid this authority to issue.</summary>
    public const string Caa = Prefix + "caa";

    /// <summary>Several things are wrong: they stand in the subproblems.</summary>
    public const string Compound = Prefix + "compound";

    /// <summary>The authority could not connect to the name's server.</summary>
    public const string Connection = Prefix + "connection";

    /// <summary>The name's DNS did not answer as it should.</summary>
    public const string Dns = Prefix + "dns";

    /// <summary>The authority takes only accounts with an external one (RFC 8555 section 7.3.4).</summary>
    public const string ExternalAccountRequired = Prefix + "externalAccountRequired";

    /// <summary>What was answered to a challenge is not what was asked for.</summary>
    public const string IncorrectResponse = Prefix + "incorrectResponse";

    /// <summary>A contact is no valid one.</summary>
    public const string InvalidContact = Prefix + "invalidContact";

    /// <summary>The authority has no such profile.</summary>
    public const string InvalidProfile = Prefix + "invalidProfile";

    /// <summary>The request makes no sense to the authority.</summary>
    public const string Malformed = Prefix + "malformed";

    /// <summary>The order can't be finalized yet.</summary>
    public const string OrderNotReady = Prefix + "orderNotReady";

    /// <summary>Too many requests, orders or failures; the exception may tell how long to wait.</summary>
    public const string RateLimited = Prefix + "rateLimited";

    /// <summary>The authority does not issue for this name.</summary>
    public const string RejectedIdentifier = Prefix + "rejectedIdentifier";

    /// <summary>The authority failed.</summary>
    public const string ServerInternal = Prefix + "serverInternal";

    /// <summary>The name's server failed in TLS.</summary>
    public const string Tls = Prefix + "tls";

    /// <summary>The account may not do this, or the challenge's answer was wrong.</summary>
    public const string Unauthorized = Prefix + "unauthorized";

    /// <summary>A kind of contact that the authority does not take.</summary>
    public const string UnsupportedContact = Prefix + "unsupportedContact";

    /// <summary>A kind of name that the authority does not take.</summary>
    public const string UnsupportedIdentifier = Prefix + "unsupportedIdentifier";

    /// <summary>A person has to do something first, such as to agree to new terms (RFC 8555 section 7.3.3).</summary>
    public const string UserActionRequired = Prefix + "userActionRequired";
}
