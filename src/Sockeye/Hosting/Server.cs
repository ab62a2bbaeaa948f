using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Sockeye.Admin;
using Sockeye.Challenges;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;
using Sockeye.Control.Importing.Serving;
using Sockeye.Control.Storage;
using Sockeye.Control.Users;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Listening;
using Sockeye.Engine.Routing;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Engine.Udp;
using Sockeye.HttpForwarding;

namespace Sockeye.Hosting;

/// <summary>The composition root of <c>serve</c>: every part is made here, in the order in which they need each other.</summary>
internal sealed class Server : IAsyncDisposable, IReadiness
{
    private readonly DisposalStack _owned = new();
    private readonly Lock _reloading = new();
    private ServerSettings _settings;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly TimeProvider _time = TimeProvider.System;

    private DatabaseWatcher _database = null!;
    private ImportedControl? _imported;
    private ImportedWarnings? _importedWarnings;
    private IControlSource _control = null!;
    private UserStore _users = null!;
    private InboundSet _inbounds = null!;
    private RoutingSource _routing = null!;
    private HttpRequestServer _http = null!;
    private ProxyServer _proxy = null!;
    private CertificateCare _certificates = null!;

    private Server(ServerSettings settings, ILoggerFactory loggers)
    {
        (_settings, _loggers) = (settings, loggers);
        _logger = loggers.CreateLogger("Sockeye");
    }

    /// <summary>The program's version.</summary>
    public static string Version { get; } =
        typeof(Server).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>How the program names itself to authorities (RFC 9110 section 10.1.5).</summary>
    public static string Product { get; } = $"Sockeye/{Version}";

    /// <inheritdoc/>
    public bool IsReady => _proxy?.IsAccepting == true;

    /// <summary>Whether there is any user.</summary>
    public bool HasUsers => _control.Current.Count > 0;

    /// <summary>Adds a user who can log in as soon as this returns: the watcher would see it at its next look only.</summary>
    public void AddUser(NewUser user)
    {
        _users.Add(user);
        _database.Refresh();
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings => _certificates?.Warnings ?? [];

    /// <summary>How each inbound is reached, once it listens.</summary>
    public IReadOnlyList<ReachableInbound> Reachable { get; private set; } = [];

    /// <summary>One line an inbound, as in <c>listening socks5s://0.0.0.0:1080</c>.</summary>
    public IEnumerable<string> Listening => _proxy.EndPoints.Select(l =>
        $"listening {(l.Inbound.Protocols.HasFlag(Engine.Inbounds.InboundProtocols.Socks5) ? "socks5" : "http")}{(l.Inbound.Tls is null ? "" : "s")}://{l.EndPoint}");

    /// <summary>Starts everything. What cannot be had is an exception whose message is one line for the operator.</summary>
    public static async Task<Server> StartAsync(ServerSettings settings, ILoggerFactory loggers)
    {
        var server = new Server(settings, loggers);
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public string Describe() => IsReady ? "ready" : "not accepting connections";

    /// <summary>Reads the configuration and the certificates again; a bad one keeps what is in service.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool Reload()
    {
        lock (_reloading)
        {
            try
            {
                return ReloadAll();
            }
#pragma warning disable CA1031 // on the thread of a signal it would end the process, and what is in service still serves
            catch (Exception exception)
#pragma warning restore CA1031
            {
                HostLog.ReloadFault(_logger, exception);
                return false;
            }
        }
    }

    /// <summary>Drains and stops.</summary>
    public async Task StopAsync(CancellationToken hurry)
    {
        HostLog.Stopping(_logger);

        // The first call stops accepting before it waits. The second lets go of HTTP clients that rest between two
        // requests: a browser keeps such connections for minutes, and every stop would take the whole drain limit.
        await Task.WhenAll(_proxy.StopAsync(hurry), _http.StopAsync(hurry), _certificates.StopAsync(hurry));
        HostLog.Stopped(_logger);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _owned.DisposeAsync();

    private bool ReloadAll()
    {
        _inbounds.CheckCertificates();
        _database.Refresh();
        var file = _settings.Options.File ?? ConfigurationFile.Locate(_settings.RequestedConfiguration, _settings.DataDirectory);
        var imported = _settings.ImportFiles is { } files ? ImportedReload.Load(files, file, _database, _time) : null;
        var options = imported is not null ? ImportedReload.Accept(imported, _logger) : LoadOptions(file);
        if (options is null)
        {
            return false;
        }

        if (ListenerChanges.FindLost(_settings.AsLoaded, options) is { } lost)
        {
            HostLog.InboundLost(_logger, lost);
            return false;
        }

        var replaceUsers = imported is null ? null : _imported!.Prepare(imported);
        var isTaken = _routing.TryReplace(options);
        if (isTaken)
        {
            replaceUsers?.Invoke(); // behind the rules, so that nobody new is let out by the old ones
            if (imported is not null)
            {
                _importedWarnings!.Tell(imported, _logger);
            }

            _proxy.Replace(TimeoutsOf(options));
            _certificates.Replace(options.Acme);
            HostLog.Reloaded(_logger);
        }

        if (ListenerChanges.NeedRestart(_settings.AsLoaded, options))
        {
            HostLog.RestartNeeded(_logger);
        }

        return isTaken;
    }

    private SockeyeOptions? LoadOptions(string? file)
    {
        var result = ConfigurationLoader.Load(file, [.. _control.Upstreams.Select(u => u.Id)], _time);
        foreach (var fault in result.Faults)
        {
            HostLog.ReloadRefused(_logger, fault.ToString());
        }

        return result.Options;
    }

    private async Task StartAsync()
    {
        var options = _settings.Options;
        var tls = TlsProviders.Select(KindOf(options.Tls.Provider), _time, out var reason);
        ProxyServer.ProveFree(options.Inbounds.Select(i => i.Listen.EndPoint));
        var connections = options.Limits.ResolveConnections();
        HostLog.Starting(_logger, Version, _settings.DataDirectory, options.File ?? "none (the defaults)", $"{tls.Version} ({reason})", connections);

        var database = _owned.Add(SockeyeDatabase.Open(_settings.DataDirectory));
        _control = _database = _owned.Add(DatabaseWatcher.Start(
            database, new SecretProtector(_settings.DataDirectory), _time, _loggers.CreateLogger<DatabaseWatcher>()));
        if (_settings.Imported is { } imported)
        {
            _control = _imported = _owned.Add(new ImportedControl(_database, _time, _logger));
            _imported.Replace(imported);
            _importedWarnings = new ImportedWarnings(imported);
            _settings = _settings with { Imported = null }; // passwords in clear are in it
            HostLog.RunsOnFiles(_logger, string.Join(", ", _settings.ImportFiles!.All), imported.UserCount, imported.UpstreamCount);
        }

        _users = new UserStore(database, _time);
        var store = new FileCertificateStore(_settings.DataDirectory);
        var challenges = new StoredChallenges(store, _time);
        _inbounds = _owned.Add(InboundSet.Create(options, _settings.DataDirectory, store, challenges.TryFindTls, tls, _time, _logger));

        var admin = await StartAdminAsync(options.Admin.Listen);
        var clock = new SessionClock(_time);
        var registry = new SessionRegistry(clock);
        var metrics = _owned.Add(new EngineMetrics(registry));
        var accessLog = OpenAccessLog(options.Log);
        var udp = new UdpBinder(tls.Sockets);
        _routing = _owned.Add(new RoutingSource(options, _control, tls, udp, admin, _time, _logger));
        var authenticator = _owned.Add(new Authenticator(
            _control, new PasswordHasher(_users, _loggers.CreateLogger<PasswordHasher>()), new AuthenticationOptions(), _time));
        _http = _owned.AddAsync(new HttpRequestServer(authenticator, _routing.Router, accessLog, metrics, _loggers, _time));
        await _http.StartAsync();

        var services = new SessionServices(authenticator, _routing.Router, udp, _http, accessLog, metrics, _logger);
        _proxy = _owned.AddAsync(new ProxyServer(tls.Sockets, registry, clock, TimeoutsOf(options), new ConnectionLimiter(connections), _control, services));
        _proxy.Start(_inbounds.Inbounds);
        DescriptorReserve.SetLimit(DescriptorLimit.Read());
        _owned.Add(new QuietTrim(_time));
        Reachable = [.. _proxy.EndPoints.Select(Reach)];
        var responders = _owned.Add(new ChallengeResponders(challenges, _time, _loggers));
        _certificates = _owned.AddAsync(CertificateCare.Start(options.Acme, _inbounds, store, responders.For, _time, _logger));
        if (_settings.ImportStamps is { } stamps)
        {
            var watcher = _owned.Add(new ImportedFilesWatcher(stamps, _time, Reload));
            _database.Changed += () =>
            {
                // A reload announces the database too, on its own thread. Else the name that stood in both may be gone.
                if (!_reloading.IsHeldByCurrentThread)
                {
                    watcher.AskAgain();
                }
            };
        }
    }

    private ReachableInbound Reach((Inbound Inbound, IPEndPoint EndPoint) listening)
    {
        var options = _settings.Options.Inbounds.First(i => i.Tag == listening.Inbound.Tag);
        return ConnectionHints.Reach(options, listening.EndPoint, LocalAuthority.CertificatePathIn(_settings.DataDirectory), CertificateServerName.Of(options, _settings.Options.Acme));
    }

    private IAccessLog OpenAccessLog(LogOptions options)
    {
        if (!options.Access)
        {
            return new NoAccessLog();
        }

        var writer = new AccessLogWriter(_settings.AccessLog, options.Format == LogFormat.Json ? AccessLogFormat.Json : AccessLogFormat.Text);
        _owned.Add(writer);
        _owned.Then(() =>
        {
            if (writer.Dropped is > 0 and var lost)
            {
                HostLog.AccessLogLost(_logger, lost);
            }
        });
        return writer;
    }

    private async Task<IPEndPoint?> StartAdminAsync(ListenAddress? listen)
    {
        if (listen is null)
        {
            return null;
        }

        try
        {
            var admin = _owned.AddAsync(await AdminServer.StartAsync(listen.EndPoint, this, _loggers));
            HostLog.AdminListening(_logger, admin.EndPoint.ToString());
            return admin.EndPoint;
        }
        catch (Exception exception) when (exception is IOException or SocketException && !_settings.IsAdminChosen)
        {
            // Nobody asked for this address: a second server on the machine shall not fail for it.
            HostLog.AdminUnavailable(_logger, exception.Message);
            return null;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw new ListenException($"admin.listen: {exception.Message}", exception);
        }
    }

    private static SessionTimeouts TimeoutsOf(SockeyeOptions options) => new()
    {
        Handshake = options.Timeouts.Handshake,
        Request = options.Timeouts.Request,
        Idle = options.Timeouts.Idle,
        HalfClosed = options.Timeouts.HalfClosed,
        Drain = options.Timeouts.Drain,
    };

    internal static TlsKind KindOf(TlsProviderChoice choice) => choice switch
    {
        TlsProviderChoice.OpenSsl => TlsKind.OpenSsl,
        TlsProviderChoice.SslStream => TlsKind.SslStream,
        _ => TlsKind.Auto,
    };
}
