namespace Sockeye.Cli;

/// <summary>Ends a command: one line for the person who typed it, and the exit status.</summary>
internal sealed class CliException(int status, string message) : Exception(message)
{
    public int Status => status;

    /// <summary>Status 1: it failed.</summary>
    public static CliException Failed(string message) => new(ExitStatus.Failed, message);

    /// <summary>Status 2: wrong usage or configuration.</summary>
    public static CliException Usage(string message) => new(ExitStatus.Usage, message);
}

/// <summary>The exit statuses of every command.</summary>
internal static class ExitStatus
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
}
