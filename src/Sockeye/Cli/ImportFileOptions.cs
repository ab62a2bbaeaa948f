using System.CommandLine;
using Sockeye.Control.Importing;

namespace Sockeye.Cli;

/// <summary>The four options that name files of the HAProxy and Xray system.</summary>
internal sealed class ImportFileOptions
{
    private readonly Option<string?> _haproxy = File("--haproxy", "HAProxy's configuration (haproxy.cfg)");
    private readonly Option<string?> _xray = File("--xray", "Xray's or v2ray's configuration (xray_config.json)");
    private readonly Option<string?> _users = File("--users", "The list of users (users.json)");
    private readonly Option<string?> _externalProxies = File("--external-proxies", "The list of external proxies (external_proxy.json)");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new[] { _haproxy, _xray, _users, _externalProxies })
        {
            command.Add(option);
        }
    }

    /// <summary>The files that are named, or null where none is.</summary>
    public ImportFiles? Read(ParseResult parsed)
    {
        var files = new ImportFiles(parsed.GetValue(_haproxy), parsed.GetValue(_xray), parsed.GetValue(_users), parsed.GetValue(_externalProxies));
        return files.All.Any() ? files : null;
    }

    private static Option<string?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };
}
