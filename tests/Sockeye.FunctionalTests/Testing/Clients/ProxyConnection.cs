using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Testing.Clients;

/// <summary>A client's connection to a proxy: TLS 1.3 or plain, bytes at the test's will.</summary>
internal sealed class ProxyConnection : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly Stream _stream;

    private ProxyConnection(Socket socket, Stream stream)
    {
        _socket = socket;
        _stream = stream;
    }

    /// <summary>The certificate that the server showed.</summary>
    public X509Certificate2? ServerCertificate => (_stream as SslStream)?.RemoteCertificate as X509Certificate2;

    /// <summary>What ALPN chose; empty where it chose nothing.</summary>
    public string ApplicationProtocol => (_stream as SslStream)?.NegotiatedApplicationProtocol.ToString() ?? "";

    /// <summary>The address that the server sees.</summary>
    public IPEndPoint LocalEndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Over TLS 1.3; the server must show a certificate of the tests' authority for <c>localhost</c>.</summary>
    public static Task<ProxyConnection> OpenAsync(int port) => OpenAsync(port, resume: true);

    /// <summary>As <see cref="OpenAsync(int)"/>, with a full handshake: a resumed one shows the first one's certificate.</summary>
    public static Task<ProxyConnection> OpenNewAsync(int port) => OpenAsync(port, resume: false);

    /// <summary>As <see cref="OpenNewAsync(int)"/> for another name, where only this root is trusted.</summary>
    public static async Task<ProxyConnection> OpenNewAsync(int port, string name, X509Certificate2 root) =>
        await SecureAsync(await OpenSocketAsync(port), resume: false, name, root);

    /// <summary>As <see cref="OpenAsync(int)"/> over a socket that is connected already, and becomes this connection's.</summary>
    public static Task<ProxyConnection> OverAsync(Socket connected) => SecureAsync(connected, resume: true);

    /// <summary>With TLS as the options say, over a socket that is connected already, and becomes this connection's.</summary>
    public static async Task<ProxyConnection> OverAsync(Socket connected, SslClientAuthenticationOptions options)
    {
        var tls = new SslStream(new NetworkStream(connected, ownsSocket: true));
        try
        {
            await tls.AuthenticateAsClientAsync(options).WaitAsync(Limits.Event);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }

        return new ProxyConnection(connected, tls);
    }

    /// <summary>Without TLS, over a socket that is connected already, and becomes this connection's.</summary>
    public static ProxyConnection OverPlain(Socket connected) => new(connected, new NetworkStream(connected, ownsSocket: true));

    /// <summary>Without TLS.</summary>
    public static async Task<ProxyConnection> OpenPlainAsync(int port) => OverPlain(await OpenSocketAsync(port));

    /// <summary>A socket that is connected to a port of 127.0.0.1.</summary>
    public static async Task<Socket> OpenSocketAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port)).WaitAsync(Limits.Event);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends in one write: one TLS record up to 16 KiB.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes).AsTask().WaitAsync(Limits.Transfer);

    /// <summary>Reads what there is; 0 at the end.</summary>
    public Task<int> ReadAsync(Memory<byte> buffer) => _stream.ReadAsync(buffer).AsTask().WaitAsync(Limits.Event);

    /// <summary>Reads so many bytes; fewer where the connection ends.</summary>
    public async Task<byte[]> ReadExactlyAsync(int count)
    {
        var buffer = new byte[count];
        var read = await _stream.ReadAtLeastAsync(buffer, count, throwOnEndOfStream: false).AsTask().WaitAsync(Limits.Event);
        return read == count ? buffer : buffer[..read];
    }

    /// <summary>Reads to the orderly end; a reset throws <see cref="IOException"/>.</summary>
    public async Task<byte[]> ReadToEndAsync(TimeSpan? limit = null)
    {
        using var all = new MemoryStream();
        await _stream.CopyToAsync(all).WaitAsync(limit ?? Limits.Event);
        return all.ToArray();
    }

    /// <summary>Waits for the end of the connection, in whatever way it comes: true for an orderly one.</summary>
    public async Task<bool> WaitForEndAsync(TimeSpan? limit = null)
    {
        try
        {
            await _stream.CopyToAsync(Stream.Null).WaitAsync(limit ?? Limits.Event);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Whether the server has not ended it after this time.</summary>
    public async Task<bool> StaysOpenAsync(TimeSpan time)
    {
        try
        {
            await WaitForEndAsync(time);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    /// <summary>Ends this direction: close_notify and FIN. Reading goes on.</summary>
    public async Task EndSendingAsync()
    {
        if (_stream is SslStream tls)
        {
            await tls.ShutdownAsync().WaitAsync(Limits.Event);
        }

        _socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>A FIN without close_notify: the stream is cut short.</summary>
    public void Truncate() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>A reset.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    public async ValueTask DisposeAsync() => await _stream.DisposeAsync();

    private static async Task<ProxyConnection> OpenAsync(int port, bool resume) => await SecureAsync(await OpenSocketAsync(port), resume);

    private static Task<ProxyConnection> SecureAsync(Socket socket, bool resume) => SecureAsync(socket, resume, "localhost", TestAuthority.Trusted.Certificate);

    private static Task<ProxyConnection> SecureAsync(Socket socket, bool resume, string name, X509Certificate2 root) => OverAsync(
        socket,
        new SslClientAuthenticationOptions
        {
            TargetHost = name,
            EnabledSslProtocols = SslProtocols.Tls13,
            AllowTlsResume = resume,
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { root },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        });
}
