using System.Text.RegularExpressions;

namespace Sockeye.FunctionalTests.Testing.Processes;

/// <summary>The lines of a program's two streams in the order in which they came.</summary>
internal sealed class OutputLines
{
    private const int ShownFirst = 30;
    private const int ShownLast = 50;

    private readonly Lock _lock = new();
    private readonly List<(string Stream, string Text)> _lines = [];
    private TaskCompletionSource _more = NewSource();

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _lines.Count;
            }
        }
    }

    /// <summary>Reads a stream to its end.</summary>
    public async Task ReadAsync(StreamReader reader, string stream)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            TaskCompletionSource told;
            lock (_lock)
            {
                _lines.Add((stream, line));
                told = _more;
                _more = NewSource();
            }

            told.SetResult();
        }
    }

    public IReadOnlyList<string> Of(string stream)
    {
        lock (_lock)
        {
            return [.. _lines.Where(line => line.Stream == stream).Select(line => line.Text)];
        }
    }

    /// <summary>All lines for the message of a failed test, each with its stream; the middle of very many is left out.</summary>
    public string Marked()
    {
        lock (_lock)
        {
            var left = Math.Max(0, _lines.Count - (ShownFirst + ShownLast));
            var first = left == 0 ? _lines : _lines.Take(ShownFirst);
            return string.Join(
                '\n',
                [
                    .. first.Select(Mark),
                    .. left == 0 ? [] : new[] { $"... {left} lines ..." },
                    .. left == 0 ? [] : _lines.TakeLast(ShownLast).Select(Mark),
                ]);
        }
    }

    /// <summary>The first line from a place on that fits, or null at the limit.</summary>
    public async Task<Match?> WaitAsync(Regex pattern, int from, TimeSpan limit)
    {
        var end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        for (var at = from; ;)
        {
            Task more;
            lock (_lock)
            {
                for (; at < _lines.Count; at++)
                {
                    if (pattern.Match(_lines[at].Text) is { Success: true } match)
                    {
                        return match;
                    }
                }

                more = _more.Task;
            }

            var left = end - Environment.TickCount64;
            if (left <= 0 || await Task.WhenAny(more, Task.Delay(TimeSpan.FromMilliseconds(left))) != more)
            {
                return null;
            }
        }
    }

    private static string Mark((string Stream, string Text) line) => $"{line.Stream}| {line.Text}";

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
