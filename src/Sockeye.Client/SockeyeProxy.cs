using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using Sockeye.Core.Net;

namespace Sockeye.Client;

/// <summary>
/// A SOCKS5 proxy inside TLS as a source of streams. Names are resolved by the proxy. An opening costs three round trips:
/// TCP, TLS, SOCKS5. Thread-safe; each call opens a connection of its own; there is nothing to dispose.
/// </summary>
/// <example>
/// <code>
/// var proxy = new SockeyeProxy(new SockeyeProxyOptions { Server = new Uri("socks5s://proxy.example:1080"), UserName = "alice", Password = password });
/// using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = proxy.ConnectAsync, UseProxy = false });
/// </code>
/// </example>
public sealed class SockeyeProxy
{
    private readonly ProxyUrl _server;
    private readonly ProxyTls? _tls;
    private readonly string? _userName;
    private readonly string? _password;
    private readonly TimeSpan _timeout;

    /// <summary>Takes the options; reads the authorities' file and opens nothing.</summary>
    /// <exception cref="ArgumentException">An option is wrong: a scheme that is not socks5s, half a login, a pin of another length, a file without a certificate.</exception>
    /// <exception cref="IOException">The authorities' file can't be read.</exception>
    public SockeyeProxy(SockeyeProxyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Server);
        if (!ProxyUrl.TryParse(options.Server.OriginalString, out var server, out var error))
        {
            throw new ArgumentException(error, nameof(options));
        }

        if (server.Scheme != ProxyScheme.Socks5Tls && !(server.Scheme == ProxyScheme.Socks5 && IsLoopback(server)))
        {
            throw new ArgumentException("The server must begin with socks5s://; socks5://, without TLS, is for loopback only.", nameof(options));
        }

        _server = server;
        _userName = options.UserName ?? server.UserName;
        _password = options.Password ?? server.Password;
        if (_userName is null != _password is null || !IsUsable(_userName) || !IsUsable(_password))
        {
            throw new ArgumentException("A login is a user name and a password, each of 1 to 255 bytes.", nameof(options));
        }

        if (options.ConnectTimeout <= TimeSpan.Zero)
        {
            throw new ArgumentException("ConnectTimeout must be positive.", nameof(options));
        }

        _timeout = options.ConnectTimeout;
        _tls = server.IsTls ? new ProxyTls(options, server.Host) : null;
    }

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>. TLS to an https target is then the handler's, inside the stream.</summary>
    /// <exception cref="SockeyeProxyException">The connection did not come about.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A connection to the target: what is written goes to it, what is read comes from it.</summary>
    /// <param name="host">A name, which the proxy resolves, or an address.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="cancellationToken">Ends the opening; later it has no effect.</param>
    /// <returns>The connection, the caller's to dispose.</returns>
    /// <exception cref="ArgumentException">The host is neither a name nor an address.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port is out of range.</exception>
    /// <exception cref="SockeyeProxyException">The connection did not come about.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<SockeyeStream> ConnectAsync(string host, int port, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        if (!Destination.TryFromHost(host, (ushort)port, out var target))
        {
            throw new ArgumentException("The host must be a name of 1 to 255 bytes or an address.", nameof(host));
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_timeout);
        try
        {
            return await OpenAsync(target, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SockeyeProxyException(SockeyeProxyError.TimedOut, $"no connection to {target} by {_server.Destination} within {_timeout.TotalSeconds} s", exception);
        }
    }

    /// <summary>The server with the user's name, never the password.</summary>
    public override string ToString() => _server.ToString();

    private async ValueTask<SockeyeStream> OpenAsync(Destination target, CancellationToken cancellationToken)
    {
        Stream stream = await DialAsync(cancellationToken).ConfigureAwait(false);
        if (_tls is not null)
        {
            stream = await _tls.AuthenticateAsync(stream, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            await Socks5Opening.OpenAsync(stream, _userName, _password, target, cancellationToken).ConfigureAwait(false);
            return new SockeyeStream(stream);
        }
        catch (Exception exception)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            if (exception is IOException and not SockeyeProxyException)
            {
                throw new SockeyeProxyException(SockeyeProxyError.Protocol, $"the connection to the proxy broke: {exception.Message}", exception);
            }

            throw;
        }
    }

    private async ValueTask<NetworkStream> DialAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(_server.Host, _server.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new SockeyeProxyException(SockeyeProxyError.NotReachable, $"the proxy {_server.Destination} can't be reached: {exception.Message}", exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsLoopback(ProxyUrl server) => server.Destination.Address is { } address
        ? System.Net.IPAddress.IsLoopback(address)
        : string.Equals(server.Host, "localhost", StringComparison.OrdinalIgnoreCase);

    private static bool IsUsable(string? text) => text is null || Encoding.UTF8.GetByteCount(text) is >= 1 and <= 255;
}
