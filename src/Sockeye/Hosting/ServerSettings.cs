using Sockeye.Control.Configuration;
using Sockeye.Control.Importing;
using Sockeye.Control.Importing.Serving;

namespace Sockeye.Hosting;

/// <summary>What <c>serve</c> was asked for.</summary>
/// <param name="DataDirectory">The data directory, locked.</param>
/// <param name="Options">The configuration, with what the command line changed.</param>
/// <param name="AsLoaded">The configuration as the file has it.</param>
/// <param name="RequestedConfiguration">The file that <c>--config</c> names, or null: then a reload looks for one that was not there at the start.</param>
/// <param name="IsAdminChosen">Whether the configuration names the admin address, so that it must be had.</param>
/// <param name="AccessLog">Where the access log goes.</param>
internal sealed record ServerSettings(
    string DataDirectory, SockeyeOptions Options, SockeyeOptions AsLoaded, string? RequestedConfiguration, bool IsAdminChosen, TextWriter AccessLog)
{
    /// <summary>The files of the HAProxy and Xray system that the server runs on, or null.</summary>
    public ImportFiles? ImportFiles { get; init; }

    /// <summary>What they came to at the start; null without them.</summary>
    public ImportedConfiguration? Imported { get; init; }

    /// <summary>These files, and the configuration beside them, as they were before they were read; null without them.</summary>
    public FileStamps? ImportStamps { get; init; }
}
