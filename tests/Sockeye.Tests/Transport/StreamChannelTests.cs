using System.IO.Pipes;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Tests.Testing;

namespace Sockeye.Tests.Transport;

/// <summary>A channel over two one-way streams, as standard input and output are.</summary>
public sealed class StreamChannelTests : IAsyncDisposable
{
    private readonly AnonymousPipeServerStream _input = new(PipeDirection.Out);
    private readonly AnonymousPipeServerStream _output = new(PipeDirection.In);
    private readonly AnonymousPipeClientStream _in;
    private readonly AnonymousPipeClientStream _out;
    private readonly StreamChannel _channel;

    public StreamChannelTests()
    {
        _in = new AnonymousPipeClientStream(PipeDirection.In, _input.ClientSafePipeHandle);
        _out = new AnonymousPipeClientStream(PipeDirection.Out, _output.ClientSafePipeHandle);
        _channel = new StreamChannel(_in, _out, _out.Dispose);
    }

    public async ValueTask DisposeAsync()
    {
        await _input.DisposeAsync(); // first: a read that was abandoned ends with it
        await _channel.DisposeAsync();
        await _output.DisposeAsync();
    }

    [Fact]
    public async Task Read_InPiecesSmallerThanWhatCame_LosesNothingAndEndsInOrder()
    {
        await _input.WriteAsync("standard input"u8.ToArray(), TestContext.Current.CancellationToken);
        await _input.DisposeAsync();

        var (bytes, end) = await _channel.ReadToEndAsync(bufferBytes: 3).Limited();

        bytes.ShouldBe("standard input"u8.ToArray());
        end.ShouldBe(ChannelEnd.Closed);
    }

    [Fact]
    public async Task Abort_WhileAReadBlocks_EndsIt()
    {
        var reading = _channel.ReadAsync(new byte[10]).AsTask();
        _channel.Abort();
        (await reading.Limited()).ShouldBe(new ChannelRead(0, ChannelEnd.Aborted));
    }

    [Fact]
    public async Task Write_NobodyReads_IsAReset()
    {
        await _output.DisposeAsync();
        (await _channel.WriteAsync(new byte[10]).Limited()).ShouldBe(ChannelEnd.Reset);
    }

    [Fact]
    public async Task Session_OverIt_PassesBothEndsOn()
    {
        var pair = new DuplexPair();
        var running = SingleSession.RunAsync(_channel, pair.Near, new SessionTimeouts(), TimeProvider.System);
        await _input.WriteAsync("up"u8.ToArray(), TestContext.Current.CancellationToken);
        await _input.DisposeAsync();
        (await pair.Far.ReadToEndAsync().Limited()).ShouldSatisfyAllConditions(
            up => up.Bytes.ShouldBe("up"u8.ToArray()), up => up.End.ShouldBe(ChannelEnd.Closed));

        await pair.Far.WriteAsync("down"u8.ToArray()).Limited();
        await pair.Far.CompleteWritesAsync();

        using var all = new MemoryStream();
        await _output.CopyToAsync(all, TestContext.Current.CancellationToken);
        all.ToArray().ShouldBe("down"u8.ToArray());
        (await running.Limited()).ShouldBe(SessionEndReason.Completed);
    }

    [Fact]
    public async Task Session_TargetEndsAndTheInputIsSilent_EndsAtTheHalfClosedLimit()
    {
        var pair = new DuplexPair();
        var running = SingleSession.RunAsync(
            _channel, pair.Near, new SessionTimeouts { HalfClosed = TimeSpan.FromMilliseconds(1) }, TimeProvider.System);
        await pair.Far.CompleteWritesAsync();
        (await running.Limited()).ShouldBe(SessionEndReason.HalfClosedTimeout);
    }
}
