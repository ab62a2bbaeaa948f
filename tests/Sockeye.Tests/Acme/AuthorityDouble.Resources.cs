using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Sockeye.Acme;

namespace Sockeye.Tests.Acme;

/// <summary>The double's resources: one order at a time, whose names are the last that were ordered.</summary>
internal sealed partial class AuthorityDouble
{
    private readonly Dictionary<int, string> _statuses = [];
    private string[] _names = [];
    private int _asked;
    private string? _chain;

    /// <summary>What stands in the directory beside the addresses.</summary>
    public JsonObject Meta { get; } = [];

    public bool HasRenewalInfo { get; set; } = true;

    /// <summary>How often an authorization is still pending after the answer.</summary>
    public int AsksUntilDecided { get; set; }

    /// <summary>Retry-After of authorizations that are pending.</summary>
    public string? RetryAfter { get; set; }

    /// <summary>Names whose answer is not seen.</summary>
    public HashSet<string> Failing { get; } = [];

    /// <summary>What the challenges of an authorization are.</summary>
    public string[] ChallengeTypes { get; set; } = ["http-01", "dns-01", "tls-alpn-01"];

    /// <summary>How the authorizations stand, by their numbers.</summary>
    public IReadOnlyDictionary<int, string> Statuses => _statuses;

    private DoubleReply Answer(string path, SignedMessage? message) => path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["dir"] => DoubleReply.Json(DirectoryJson()),
        ["nonce"] => new DoubleReply(HttpStatusCode.OK, null, []),
        ["account"] => NewAccount(message!),
        ["account", _] => DoubleReply.Json(new JsonObject { ["status"] = "valid" }),
        ["order"] => NewOrder(message!),
        ["order", _] => DoubleReply.Json(OrderJson()),
        ["authorization", var number] => Authorization(int.Parse(number, CultureInfo.InvariantCulture), message!),
        ["challenge", var number] => Challenge(int.Parse(number, CultureInfo.InvariantCulture)),
        ["finalize"] => Finalize(message!),
        ["certificate"] => new DoubleReply(HttpStatusCode.OK, "application/pem-certificate-chain", Encoding.ASCII.GetBytes(_chain!)),
        _ => DoubleReply.Problem(AcmeErrorType.Malformed, $"nothing at {path}", HttpStatusCode.NotFound),
    };

    private JsonObject DirectoryJson()
    {
        var directory = new JsonObject { ["newNonce"] = $"{Root}/nonce", ["newAccount"] = $"{Root}/account", ["newOrder"] = $"{Root}/order", ["meta"] = Meta.DeepClone() };
        if (HasRenewalInfo)
        {
            directory["renewalInfo"] = $"{Root}/renewal";
        }

        return directory;
    }

    private DoubleReply NewAccount(SignedMessage message)
    {
        var url = $"{Root}/account/{message.Header["jwk"]!["x"]!.GetValue<string>()}";
        var isNew = _accounts.TryAdd(url, message.Header["jwk"]!.DeepClone());
        return DoubleReply.Json(new JsonObject { ["status"] = "valid" }, isNew ? HttpStatusCode.Created : HttpStatusCode.OK).With("Location", url);
    }

    private DoubleReply NewOrder(SignedMessage message)
    {
        _names = [.. message.Json["identifiers"]!.AsArray().Select(name => name!["value"]!.GetValue<string>())];
        _statuses.Clear();
        for (var i = 0; i < _names.Length; i++)
        {
            _statuses[i] = "pending";
        }

        return DoubleReply.Json(OrderJson(), HttpStatusCode.Created).With("Location", $"{Root}/order/1");
    }

    private JsonObject OrderJson() => new()
    {
        ["status"] = _chain is not null ? "valid"
            : _statuses.ContainsValue("invalid") ? "invalid"
            : _statuses.Values.All(status => status == "valid") ? "ready" : "pending",
        ["identifiers"] = new JsonArray([.. _names.Select(name => new JsonObject { ["type"] = "dns", ["value"] = name })]),
        ["authorizations"] = new JsonArray([.. _names.Select((_, i) => (JsonNode)$"{Root}/authorization/{i}")]),
        ["finalize"] = $"{Root}/finalize",
        ["certificate"] = _chain is null ? null : $"{Root}/certificate",
    };

    private DoubleReply Authorization(int number, SignedMessage message)
    {
        if (message.Payload.Length > 0)
        {
            _statuses[number] = message.Json["status"]!.GetValue<string>();
        }
        else if (_statuses[number] == "processing" && _asked++ >= AsksUntilDecided)
        {
            _statuses[number] = Failing.Contains(_names[number]) ? "invalid" : "valid";
        }

        var status = _statuses[number] == "processing" ? "pending" : _statuses[number];
        var reply = DoubleReply.Json(new JsonObject
        {
            ["status"] = status,
            ["identifier"] = new JsonObject { ["type"] = "dns", ["value"] = _names[number].Replace("*.", "", StringComparison.Ordinal) },
            ["wildcard"] = _names[number].StartsWith("*.", StringComparison.Ordinal),
            ["challenges"] = new JsonArray([.. ChallengeTypes.Select(type => ChallengeJson(number, type))]),
        });
        return RetryAfter is { } wait && status == "pending" ? reply.With("Retry-After", wait) : reply;
    }

    private JsonObject ChallengeJson(int number, string type)
    {
        var challenge = new JsonObject
        {
            ["type"] = type,
            ["url"] = $"{Root}/challenge/{number}",
            ["token"] = $"token-{number}",
            ["status"] = _statuses[number] is "valid" or "invalid" ? _statuses[number] : "pending",
        };
        if (_statuses[number] == "invalid" && type == "http-01")
        {
            challenge["error"] = DoubleReply.ProblemJson(AcmeErrorType.Unauthorized, $"404 from {_names[number]}", HttpStatusCode.Forbidden);
        }

        return challenge;
    }

    private DoubleReply Challenge(int number)
    {
        _statuses[number] = "processing";
        return DoubleReply.Json(ChallengeJson(number, "http-01"));
    }

    private DoubleReply Finalize(SignedMessage message)
    {
        var request = CertificateRequest.LoadSigningRequest(
            Base64Url.DecodeFromChars(message.Json["csr"]!.GetValue<string>()), HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new X500DistinguishedName("CN=Double");
        using var issued = request.Create(
            authority, X509SignatureGenerator.CreateForECDsa(key), DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), [1, 2, 3]);
        _chain = issued.ExportCertificatePem();
        return DoubleReply.Json(OrderJson());
    }
}
