namespace Sockeye.FunctionalTests.Testing.Processes;

/// <summary>What a program that has ended left.</summary>
internal sealed record ProgramResult(string Name, int ExitCode, string Out, string Error)
{
    /// <summary>All of it, for the message of a failed test.</summary>
    public string Description => $"{Name}: exit {ExitCode}\n--- stdout\n{Out}\n--- stderr\n{Error}";

    /// <summary>Fails the test unless the exit status is this.</summary>
    public ProgramResult ShouldExit(int code)
    {
        ExitCode.ShouldBe(code, Description);
        return this;
    }

    /// <summary>The lines of standard error.</summary>
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
