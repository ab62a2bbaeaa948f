using System.CommandLine;

namespace Sockeye.Cli;

/// <summary><c>sockeye upstream …</c>: one file a verb.</summary>
internal static class UpstreamCommand
{
    public static Command Create(CliEnvironment environment) => new("upstream", "External proxies: add, list, show, set, test, remove")
    {
        UpstreamAddCommand.Create(environment),
        UpstreamListCommand.Create(environment),
        UpstreamShowCommand.Create(environment),
        UpstreamSetCommand.Create(environment),
        UpstreamTestCommand.Create(environment),
        UpstreamRemoveCommand.Create(environment),
    };

    public static Argument<string> IdArgument() => new("ID") { Description = "The upstream's id: the tag that users and rules name" };
}
