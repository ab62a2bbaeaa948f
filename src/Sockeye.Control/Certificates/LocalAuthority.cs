using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Control.Certificates;

/// <summary>
/// A certificate authority of this machine alone, so that a server without any certificate still speaks TLS: it is made once,
/// and its critical name constraints let it certify this machine's names and addresses and nothing else, even if its key is stolen.
/// </summary>
public sealed class LocalAuthority : IDisposable
{
    // Often enough for an address that comes back, rare enough to be nothing.
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly LocalAuthorityFiles _files;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Func<MachineNames> _machine;
    private readonly X509Certificate2 _authority;
    private readonly ECDsa _key;
    private readonly NameConstraints _constraints;
    private X509Certificate2 _leaf;
    private string _outside = "";
    private string _failure = "";
    private ITimer? _timer;
    private bool _disposed;

    private LocalAuthority(LocalAuthorityFiles files, X509Certificate2 authority, ECDsa key, TimeProvider time, ILogger logger, Func<MachineNames> machine)
    {
        (_files, _authority, _key, _time, _logger, _machine) = (files, authority, key, time, logger, machine);
        _constraints = NameConstraints.TryRead(authority) ?? throw new CertificateException(
            files.AuthorityCertificate,
            $"{files.AuthorityCertificate} was not made by this program (its name constraints are others); remove ca.key and ca.pem for a new authority, or configure the certificate as files");
        var now = time.GetUtcNow();
        if (now >= authority.NotAfter)
        {
            throw new CertificateException(
                files.AuthorityCertificate,
                $"the local authority in {files.AuthorityCertificate} has expired; remove ca.key and ca.pem for a new one (clients must then trust the new one)");
        }

        var names = machine();
        _leaf = files.OpenLeaf() is { } leaf && LocalCertificateIssuer.IsIssuedBy(leaf, authority) && IsCurrent(leaf, names, now)
            ? leaf
            : Issue(names, now);
    }

    /// <summary>Runs with the new certificate after it was renewed.</summary>
    public event Action<TlsCertificate>? Changed;

    /// <summary>The authority's certificate file, which clients are told to trust (<c>curl --proxy-cacert</c>).</summary>
    public string CertificatePath => _files.AuthorityCertificate;

    /// <summary>Where that file stands, or will stand, in a data directory; touches nothing.</summary>
    public static string CertificatePathIn(string dataDirectory) => new LocalAuthorityFiles(dataDirectory).AuthorityCertificate;

    /// <summary>Where the server's certificate with its key stands, or will stand, in a data directory; touches nothing.</summary>
    public static string LeafPathIn(string dataDirectory) => new LocalAuthorityFiles(dataDirectory).Leaf;

    /// <summary>The authority's certificate, without its key.</summary>
    public X509Certificate2 Authority => _authority;

    /// <summary>The server's certificate in service.</summary>
    public TlsCertificate Certificate => new(_leaf, []);

    /// <summary>Opens the authority in a data directory, and makes what is missing of it. The caller has the directory's lock.</summary>
    /// <param name="dataDirectory">The directory, prepared.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where renewals are told.</param>
    /// <param name="machine">Names and addresses of this machine; asked of the system where null.</param>
    /// <exception cref="CertificateException">A file is damaged, missing its counterpart or can't be written. Nothing is replaced in silence.</exception>
    public static LocalAuthority Ensure(string dataDirectory, TimeProvider time, ILogger? logger = null, Func<MachineNames>? machine = null)
    {
        ArgumentNullException.ThrowIfNull(dataDirectory);
        ArgumentNullException.ThrowIfNull(time);
        logger ??= NullLogger.Instance;
        machine ??= MachineNames.Read;
        var files = new LocalAuthorityFiles(dataDirectory);
        var key = files.OpenOrMakeKey();
        try
        {
            if (files.OpenAuthority(key) is not { } authority)
            {
                authority = LocalCertificateIssuer.Authority(key, machine(), time.GetUtcNow());
                files.WriteAuthority(authority);
                CertificateLog.AuthorityMade(logger, files.AuthorityCertificate);
            }

            return new LocalAuthority(files, authority, key, time, logger, machine);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Begins to renew by itself: when less than a third of the time is left, and when the machine has got another permitted name.</summary>
    public void Start()
    {
        lock (_gate)
        {
            _timer ??= _time.CreateTimer(_ => CheckNow(), null, Interval, Interval);
        }
    }

    /// <summary>Looks at once. True where the certificate was renewed.</summary>
    public bool CheckNow()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return false;
            }

            try
            {
                var (machine, now) = (_machine(), _time.GetUtcNow());
                if (IsCurrent(_leaf, machine, now))
                {
                    return false;
                }

                var leaf = Issue(machine, now);
                Changed?.Invoke(new TlsCertificate(leaf, []));
                (_leaf, _failure) = (leaf, "");
                return true;
            }
            catch (Exception error) when (error is CertificateException or TlsConfigurationException)
            {
                // The certificate in service is good for months; told once, tried again each time.
                if (error.Message != _failure)
                {
                    _failure = error.Message;
                    CertificateLog.LocalRenewalFailed(_logger, error.Message);
                }

                return false;
            }
        }
    }

    /// <summary>Stops renewing and lets go of the authority's key. The certificate stays usable.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer?.Dispose();
            _key.Dispose();
        }
    }

    private bool IsCurrent(X509Certificate2 leaf, MachineNames machine, DateTimeOffset now)
    {
        var (from, until) = (new DateTimeOffset(leaf.NotBefore), new DateTimeOffset(leaf.NotAfter));

        // One that reaches to the authority's own end cannot be made to last longer.
        var isLast = until >= new DateTimeOffset(_authority.NotAfter);
        if (now >= until - (isLast ? TimeSpan.Zero : (until - from) / 3))
        {
            return false;
        }

        var (names, addresses) = AlternativeNames(leaf);
        ReportOutside(machine);
        var permitted = Permitted(machine);
        return permitted.Names.All(names.Contains) && permitted.Addresses.All(addresses.Contains);
    }

    private X509Certificate2 Issue(MachineNames machine, DateTimeOffset now)
    {
        ReportOutside(machine);
        var (names, addresses) = Permitted(machine);
        var leaf = LocalCertificateIssuer.Leaf(_authority, _key, names, addresses, now);
        _files.WriteLeaf(leaf);
        CertificateLog.LocalIssued(_logger, string.Join(", ", [.. names, .. addresses.Select(a => a.ToString())]), new DateTimeOffset(leaf.NotAfter));
        return leaf;
    }

    private (List<string> Names, List<IPAddress> Addresses) Permitted(MachineNames machine) =>
        ([.. machine.Names.Where(_constraints.Permits)], [.. machine.Addresses.Where(_constraints.Permits)]);

    private void ReportOutside(MachineNames machine)
    {
        var outside = string.Join(", ", [
            .. machine.Names.Where(n => !_constraints.Permits(n)),
            .. machine.Addresses.Where(a => !_constraints.Permits(a)).Select(a => a.ToString())]);
        if (outside.Length > 0 && outside != _outside)
        {
            CertificateLog.NamesOutside(_logger, outside);
        }

        _outside = outside;
    }

    private static (HashSet<string> Names, HashSet<IPAddress> Addresses) AlternativeNames(X509Certificate2 leaf)
    {
        var extension = leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return extension is null ? ([], []) : ([.. extension.EnumerateDnsNames()], [.. extension.EnumerateIPAddresses()]);
    }
}
