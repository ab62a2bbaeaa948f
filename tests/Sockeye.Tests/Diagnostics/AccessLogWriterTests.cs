using System.Net;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Sessions;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Diagnostics;

public sealed class AccessLogWriterTests
{
    private static AccessLogEntry Entry(long id) => new()
    {
        Time = DateTimeOffset.UnixEpoch,
        SessionId = id,
        Client = new IPEndPoint(IPAddress.Loopback, 1),
        Inbound = "in",
        End = SessionEndReason.Completed,
    };

    [Fact]
    public void Dispose_WritesWhatWaits_InOrder()
    {
        var output = new StringWriter { NewLine = "\n" };
        var writer = new AccessLogWriter(output, e => $"{e.SessionId}");
        for (var id = 1; id <= 1000; id++)
        {
            writer.Write(Entry(id));
        }

        writer.Dispose();
        output.ToString().ShouldBe(string.Concat(Enumerable.Range(1, 1000).Select(i => $"{i}\n")));
        writer.Dropped.ShouldBe(0);
    }

    [Fact]
    public async Task Write_ReaderIsStuck_NeverWaitsAndCountsWhatIsLost()
    {
        using var output = new StuckWriter();
        var writer = new AccessLogWriter(output, e => $"{e.SessionId}");
        writer.Write(Entry(0));
        await output.Entered.Task.Limited();
        for (var id = 0; id < 20_000; id++)
        {
            writer.Write(Entry(id));
        }

        writer.Dropped.ShouldBe(20_000 - (16 * 1024));
        output.Release();
        writer.Dispose();
        output.Lines.ShouldBe((16 * 1024) + 1);
    }

    [Fact]
    public async Task Write_OutputFails_GoesOnAndCountsWhatIsLost()
    {
        var output = new FailingWriter();
        using var writer = new AccessLogWriter(output, e => e.SessionId == 2 ? throw new FormatException() : $"{e.SessionId}");
        writer.Write(Entry(1));
        await Waiting.Until(() => writer.Dropped == 1);
        writer.Write(Entry(2));
        await Waiting.Until(() => writer.Dropped == 2);
        output.Works = true;
        writer.Write(Entry(3));
        (await output.Written.Task.Limited()).ShouldBe("3");
        writer.Dropped.ShouldBe(2);
    }

    private sealed class StuckWriter : StringWriter
    {
        private readonly ManualResetEventSlim _gate = new();

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Lines { get; private set; }

        public void Release() => _gate.Set();

        public override void Write(string? value)
        {
            Entered.TrySetResult();
            _gate.Wait(Waiting.Limit).ShouldBeTrue();
            Lines += value!.AsSpan().Count('\n');
        }

        protected override void Dispose(bool disposing)
        {
            _gate.Set();
            base.Dispose(disposing);
        }
    }

    private sealed class FailingWriter : StringWriter
    {
        public bool Works { get; set; }

        public TaskCompletionSource<string?> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Write(string? value)
        {
            ObjectDisposedException.ThrowIf(!Works, this);
            Written.TrySetResult(value!.TrimEnd());
        }
    }
}
