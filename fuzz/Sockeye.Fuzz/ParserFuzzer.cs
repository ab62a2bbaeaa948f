using System.Diagnostics;
using System.Security.Cryptography;
using Sockeye.Core;
using Sockeye.Tests.Testing;
using Sockeye.Tests.Testing.Fuzzing;

namespace Sockeye.Fuzz;

/// <summary>Fuzzes one parser, guided by coverage: what reaches a new branch joins the inputs that are changed further.</summary>
internal sealed class ParserFuzzer(string name, Func<byte[], ParseStatus> check, int seed)
{
    // The check tries every cut, so its time grows with the square of the length.
    private const int LongestBytes = 600;

    private readonly Coverage _coverage = new();
    private readonly Mutator _mutator = new(seed);
    private readonly List<byte[]> _inputs = [];
    private long _count;

    /// <summary>Runs for a time.</summary>
    /// <returns>The input that broke a rule and what it broke; null where none did.</returns>
    public (byte[] Input, Exception Fault)? Run(TimeSpan time)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var known in Corpus.Of(name).Select(file => file.Bytes).Where(bytes => bytes.Length <= LongestBytes))
        {
            _inputs.Add(known);
            if (Try(known) is { } fault)
            {
                return (known, fault);
            }
        }

        while (Stopwatch.GetElapsedTime(started) < time)
        {
            var input = _mutator.Next(_inputs, LongestBytes);
            if (Try(input) is { } fault)
            {
                return (input, fault);
            }
        }

        return null;
    }

    /// <summary>One line on what was done.</summary>
    public string Summary => $"{name}: {_count} inputs, {_coverage.Branches} branches, {_inputs.Count} inputs kept";

    /// <summary>A name for a file with this input.</summary>
    public string FileName(byte[] input) => $"{name}-{Convert.ToHexStringLower(SHA256.HashData(input))[..12]}.bin";

    private Exception? Try(byte[] input)
    {
        _count++;
        _coverage.Begin();
        try
        {
            check(input);
        }
        catch (Exception exception) // whatever it is, a parser must not throw it
        {
            return exception;
        }

        if (_coverage.End())
        {
            _inputs.Add(input);
        }

        return null;
    }
}
