using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Benchmarks.Wire;
using Sockeye.Native.OpenSsl;

namespace Sockeye.Benchmarks.Load;

/// <summary>
/// Opens connections to the target through one system. Each thread has its own; where it resumes, each connection offers
/// the ticket of the one before.
/// </summary>
internal sealed class Dialer(Route route, byte[] authority, Staging staging, bool resume = false) : IDisposable
{
    // Far above any wait in a run: a system that hangs ends the run with a word.
    private const int PatienceMilliseconds = 30_000;

    // By its key: nothing of a chain is walked, which would be the generator's cost and nobody's measure.
    private readonly SslClientContext _tls = new("localhost", [], KeyHash(authority), resume);
    private readonly SocksLogin? _login = route.Socks is { } request ? new(request) : null;
    private readonly IPEndPoint _proxy = new(IPAddress.Loopback, route.Port);

    /// <summary>The buffers of this thread.</summary>
    public Staging Staging => staging;

    /// <summary>A connection that the target answers at the other end.</summary>
    public TlsChannel Open() => (TlsChannel)Open(useTls: true, channel => _login?.Run(channel));

    /// <summary>A connection on which something else was asked for, with the address that the reply tells.</summary>
    public Channel Open(byte[] request, bool useTls, out IPEndPoint bound)
    {
        IPEndPoint? told = null;
        var channel = Open(useTls, channel => told = _login!.Run(channel, request));
        bound = told!.Address.Equals(IPAddress.Any) ? new(IPAddress.Loopback, told.Port) : told;
        return channel;
    }

    public void Dispose() => _tls.Dispose();

    private Channel Open(bool useTls, Action<Channel> login)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = PatienceMilliseconds,
            SendTimeout = PatienceMilliseconds,
        };
        Channel? channel = null;
        try
        {
            socket.Connect(_proxy);
            channel = useTls ? new TlsChannel(socket, _tls.Connect(), staging) : new PlainChannel(socket);
            (channel as TlsChannel)?.Handshake();
            login(channel);
            return channel;
        }
        catch
        {
            channel?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    private static byte[] KeyHash(byte[] der)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        return SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }
}
