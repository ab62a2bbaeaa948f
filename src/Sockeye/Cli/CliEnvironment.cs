namespace Sockeye.Cli;

/// <summary>What a command reads from and writes to; a test gives its own.</summary>
internal sealed record CliEnvironment(TextReader In, TextWriter Out, TextWriter Error)
{
    private const int OutputBufferChars = 16 * 1024;

    /// <summary>Whether a person types.</summary>
    public bool IsInputTerminal { get; init; }

    /// <summary>Whether a person reads.</summary>
    public bool IsOutputTerminal { get; init; }

    public static CliEnvironment OfThisProcess() => new(Console.In, Console.IsOutputRedirected ? WholeWrites() : Console.Out, Console.Error)
    {
        IsInputTerminal = !Console.IsInputRedirected,
        IsOutputTerminal = !Console.IsOutputRedirected,
    };

    /// <summary>
    /// The standard output with room for what the access log writes together: <see cref="Console.Out"/> cuts it into
    /// writes of 256 characters, one or two a line.
    /// </summary>
    private static TextWriter WholeWrites() => TextWriter.Synchronized(
        new StreamWriter(Console.OpenStandardOutput(), Console.OutputEncoding, OutputBufferChars) { AutoFlush = true });
}
