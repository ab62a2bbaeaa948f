using Sockeye.Engine.Transport.Sockets;
using Sockeye.Native.OpenSsl;

namespace Sockeye.Engine.Transport.Tls.OpenSsl;

/// <summary>TLS to one upstream by libssl.</summary>
internal sealed class OpenSslClient : TlsClient
{
    private readonly SslClientContext _context;
    private readonly string _serverName;
    private readonly long? _recordsPerKey;

    internal OpenSslClient(TlsClientOptions options, long? recordsPerKey)
    {
        _serverName = options.ServerName;
        _recordsPerKey = recordsPerKey;
        if (options.PinnedKeySha256 is { Length: not 32 }) throw new TlsConfigurationException("A pinned key is 32 bytes of SHA-256.");
        try
        {
            _context = new(
                options.ServerName,
                options.Authorities?.Select(a => a.RawData).ToList(),
                options.PinnedKeySha256?.ToArray());
        }
        catch (OpenSslException e)
        {
            throw new TlsConfigurationException($"TLS to {options.ServerName} cannot be prepared: {e.Message}.", e);
        }
    }

    /// <inheritdoc/>
    public override ValueTask<TlsHandshakeResult> ConnectAsync(SocketPort port, CancellationToken cancellationToken) =>
        new OpenSslChannel(port, () => _context.Connect(_recordsPerKey)).HandshakeAsync(_serverName, cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _context.Dispose();
}
