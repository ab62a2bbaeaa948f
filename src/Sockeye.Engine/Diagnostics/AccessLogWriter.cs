using System.Text;
using System.Threading.Channels;

namespace Sockeye.Engine.Diagnostics;

/// <summary>Formats and writes entries on a thread of its own, so that a slow reader of the log never holds a session.</summary>
public sealed class AccessLogWriter : IAccessLog, IDisposable
{
    // A burst of this many sessions ends without loss while the reader of the log pauses; about 10 MB at most.
    private const int QueueEntries = 16 * 1024;

    // As many as a write should carry; more go at once with the next.
    private const int LinesAtOnce = 256;

    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(2);

    // A busy server writes its lines together: a wake-up and a write for each cost 3 % of a new connection
    // (docs/performance.md). Nobody who reads along notices the delay.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);

    private readonly Channel<AccessLogEntry> _queue;
    private readonly TextWriter _output;
    private readonly Func<AccessLogEntry, string> _format;
    private readonly Thread _writer;
    private readonly ManualResetEventSlim _completed = new(initialState: false, spinCount: 0);
    private readonly StringBuilder _lines = new();
    private long _dropped;

    /// <summary>Writes lines to <paramref name="output"/>, which stays the caller's.</summary>
    public AccessLogWriter(TextWriter output, Func<AccessLogEntry, string> format)
    {
        _output = output;
        _format = format;
        _queue = Channel.CreateBounded<AccessLogEntry>(new BoundedChannelOptions(QueueEntries) { SingleReader = true });
        _writer = new Thread(Run) { IsBackground = true, Name = "access log" };
        _writer.Start();
    }

    /// <summary>How many entries were lost because the reader of the log was too slow.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <inheritdoc/>
    public void Write(AccessLogEntry entry)
    {
        if (!_queue.Writer.TryWrite(entry))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Writes what waits, for a bounded time.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _completed.Set();
        if (_writer.Join(FlushLimit))
        {
            _completed.Dispose();
        }
    }

    private void Run()
    {
        var reader = _queue.Reader;
        while (reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            WriteAllThatWait(reader);
            if (reader.Count < LinesAtOnce)
            {
                _completed.Wait(Gather);
            }
        }
    }

    private void WriteAllThatWait(ChannelReader<AccessLogEntry> reader)
    {
        var lines = 0;
        _lines.Clear();
        while (lines < LinesAtOnce && reader.TryRead(out var entry))
        {
            lines += Try(() => _lines.Append(_format(entry)).Append(_output.NewLine), loses: 1) ? 1 : 0;
        }

        Try(
            () =>
            {
                _output.Write(_lines.ToString());
                _output.Flush();
            },
            loses: lines);
    }

    /// <summary>Whoever read the log is gone, or the disk is full and will not be tomorrow: go on, counting what is lost.</summary>
    private bool Try(Action action, int loses)
    {
        try
        {
            action();
            return true;
        }
#pragma warning disable CA1031 // on a thread of our own it would end the process
        catch (Exception)
#pragma warning restore CA1031
        {
            Interlocked.Add(ref _dropped, loses);
            return false;
        }
    }
}
