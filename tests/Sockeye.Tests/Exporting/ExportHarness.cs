using System.Text.Json.Nodes;
using Sockeye.Control.Configuration;
using Sockeye.Control.Exporting;
using Sockeye.Control.Upstreams;
using Sockeye.Control.Users;
using Sockeye.Engine.Authentication;
using Sockeye.Tests.Users;

namespace Sockeye.Tests.Exporting;

/// <summary>Configuration, users and upstreams in memory, and a folder for what lies in files.</summary>
internal sealed class ExportHarness : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TempDirectory _directory = new();

    public List<UserRecord> Users { get; } = [];

    public List<UpstreamRecord> Upstreams { get; } = [];

    public string Data => _directory.Path;

    public string File(string name) => _directory.File(name);

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public ExportHarness AddUser(string name, string? email = null, string? upstream = null, bool enabled = true, DateTimeOffset? expires = null, UserCommands commands = UserCommands.Connect | UserCommands.Udp)
    {
        Users.Add(new UserRecord
        {
            Id = Users.Count + 1, Name = name, Email = email, Uuid = new Guid(Users.Count + 1, 0, 0, new byte[8]), PasswordHash = $"$hash-of-{name}", PasswordVersion = 1,
            Upstream = upstream, Enabled = enabled, ExpiresAt = expires, Commands = commands, CreatedAt = Now, UpdatedAt = Now,
        });
        return this;
    }

    public ExportHarness AddUpstream(NewUpstream upstream, string? unavailable = null)
    {
        Upstreams.Add(new UpstreamRecord
        {
            Id = upstream.Id, Revision = 1, Scheme = upstream.Scheme, Host = upstream.Host, Port = upstream.Port, UserName = upstream.UserName, Password = unavailable is null ? upstream.Password : null,
            HasPassword = upstream.Password is not null, CertificateAuthorityPem = upstream.CertificateAuthorityPem, PinSha256 = upstream.PinSha256, ServerName = upstream.ServerName,
            Enabled = upstream.Enabled, Fallback = upstream.Fallback, CreatedAt = Now, UpdatedAt = Now, Unavailable = unavailable,
        });
        return this;
    }

    public ExportResult Make(string configuration, ExportTargets targets)
    {
        var result = ConfigurationLoader.Parse(configuration, File("sockeye.json"), [.. Upstreams.Select(u => u.Id)]);
        result.Faults.ShouldBeEmpty();
        return Export.Make(new ExportSource(result.Options!, Users, Upstreams, Now), targets, Data);
    }

    /// <summary>Xray's configuration alone.</summary>
    public (JsonNode Xray, ExportResult Result) Xray(string configuration)
    {
        var result = Make(configuration, new ExportTargets(null, File("xray_config.json"), null, null));
        return (JsonNode.Parse(result.Files[0].Text)!, result);
    }

    /// <summary>HAProxy's configuration alone.</summary>
    public (string Haproxy, ExportResult Result) Haproxy(string configuration)
    {
        var result = Make(configuration, new ExportTargets(File("haproxy.cfg"), null, null, null));
        return (result.Files[0].Text, result);
    }

    public void Dispose() => _directory.Dispose();
}
