namespace Sockeye.Cli;

/// <summary>What a command reads from and writes to; a test gives its own.</summary>
internal sealed record CliEnvironment(TextReader In, TextWriter Out, TextWriter Error)
{
    /// <summary>Whether a person types.</summary>
    public bool IsInputTerminal { get; init; }

    /// <summary>Whether a person reads.</summary>
    public bool IsOutputTerminal { get; init; }

    public static CliEnvironment OfThisProcess() => new(Console.In, Console.Out, Console.Error)
    {
        IsInputTerminal = !Console.IsInputRedirected,
        IsOutputTerminal = !Console.IsOutputRedirected,
    };
}
