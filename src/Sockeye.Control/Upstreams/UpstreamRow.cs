using Sockeye.Control.Storage;
using Sockeye.Engine.Outbounds;

namespace Sockeye.Control.Upstreams;

/// <summary>An upstream as it lies in the database, its password sealed.</summary>
internal sealed record UpstreamRow
{
    public required string Id { get; init; }

    public required long Revision { get; init; }

    public required string Scheme { get; init; }

    public required string Host { get; init; }

    public required int Port { get; init; }

    public string? UserName { get; init; }

    public byte[]? SealedPassword { get; init; }

    public string? CertificateAuthorityPem { get; init; }

    public byte[]? PinSha256 { get; init; }

    public string? ServerName { get; init; }

    public required bool Enabled { get; init; }

    public required UpstreamFallback Fallback { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What a sealed password is bound to: it opens for this upstream only.</summary>
    public static string Purpose(string id) => $"upstream password: {id}";

    /// <summary>The upstream with its password opened, or with the reason why it cannot be.</summary>
    public UpstreamRecord Open(SecretProtector secrets)
    {
        string? password = null;
        string? unavailable = null;
        if (SealedPassword is not null)
        {
            try
            {
                password = secrets.Open(SealedPassword, Purpose(Id));
            }
            catch (StoreException exception)
            {
                unavailable = exception.Message;
            }
        }

        return new UpstreamRecord
        {
            Id = Id,
            Revision = Revision,
            Scheme = Scheme,
            Host = Host,
            Port = Port,
            UserName = UserName,
            Password = password,
            HasPassword = SealedPassword is not null,
            CertificateAuthorityPem = CertificateAuthorityPem,
            // Not "? null :": a null literal becomes an empty pin there, by way of byte[], and an empty pin fits no key.
            PinSha256 = PinSha256 is { } pin ? new ReadOnlyMemory<byte>(pin) : default(ReadOnlyMemory<byte>?),
            ServerName = ServerName,
            Enabled = Enabled,
            Fallback = Fallback,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
            Unavailable = unavailable,
        };
    }
}
