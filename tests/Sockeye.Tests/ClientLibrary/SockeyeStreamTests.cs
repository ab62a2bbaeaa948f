using System.Net.Security;
using Sockeye.Client;

namespace Sockeye.Tests.ClientLibrary;

public sealed class SockeyeStreamTests
{
    [Fact]
    public void Type_OfTheStream_IsNoSslStream() => typeof(SockeyeStream).IsAssignableTo(typeof(SslStream)).ShouldBeFalse();

    [Fact]
    public async Task ReadAndWrite_InEveryForm_ReachTheInnerStream()
    {
        var inner = new ScriptedStream([1, 2, 3, 4, 5]);
        await using var stream = new SockeyeStream(inner);
        var cancellation = TestContext.Current.CancellationToken;
        var buffer = new byte[1];

        stream.Read(buffer, 0, 1).ShouldBe(1);
        stream.Read(buffer.AsSpan()).ShouldBe(1);
        (await stream.ReadAsync(buffer, cancellation)).ShouldBe(1);
        buffer[0].ShouldBe((byte)3);
        stream.Write([1], 0, 1);
        stream.Write([2]);
        await stream.WriteAsync(new byte[] { 3 }, cancellation);

        inner.Writes.SelectMany(w => w).ShouldBe(new byte[] { 1, 2, 3 });
        inner.Rest.ShouldBe(new byte[] { 4, 5 });
    }

    [Fact]
    public async Task Shutdown_EndsWritingAndNotReading()
    {
        await using var stream = new SockeyeStream(new ScriptedStream([1]));
        await stream.ShutdownAsync();
        await stream.ShutdownAsync();
        stream.CanWrite.ShouldBeFalse();
        stream.ReadByte().ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_Again_DoesNothing(bool first)
    {
        var inner = new CountingStream();
        var stream = new SockeyeStream(inner);
        for (var i = 0; i < 2; i++)
        {
            if (first)
            {
                await stream.DisposeAsync();
            }
            else
            {
                stream.Dispose();
            }
        }

        inner.Disposals.ShouldBe(1);
    }

    private sealed class CountingStream : MemoryStream
    {
        public int Disposals { get; private set; }

        protected override void Dispose(bool disposing)
        {
            Disposals++;
            base.Dispose(disposing);
        }
    }
}
