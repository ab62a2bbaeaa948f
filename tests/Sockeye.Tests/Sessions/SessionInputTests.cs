using Sockeye.Core;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Tests.Testing;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Sessions;

public sealed class SessionInputTests
{
    private readonly DuplexPair _pair = new();

    [Fact]
    public async Task ReadAsync_SeveralMessagesAtOnce_GivesEachAndKeepsTheRest()
    {
        using var input = new SessionInput(_pair.Far);
        await _pair.Near.WriteAsync(new byte[] { 1, 10, 2, 20, 21, 9, 9 });
        (await input.ReadAsync<byte[]>(Prefixed).Limited()).Value.ShouldBe([10]);
        (await input.ReadAsync<byte[]>(Prefixed).Limited()).Value.ShouldBe([20, 21]);
        input.ReadAhead.ToArray().ShouldBe([9, 9]);
    }

    [Fact]
    public async Task ReadAsync_LongMessage_GrowsUpToTheLongestHead()
    {
        using var input = new SessionInput(_pair.Far);
        await _pair.Near.WriteAsync(new byte[SessionInput.MaximumMessageBytes - 1]);
        var reading = input.ReadAsync<int>(Never).AsTask();
        reading.IsCompleted.ShouldBeFalse();
        await _pair.Near.WriteAsync(new byte[1]);
        (await reading.Limited()).Status.ShouldBe(ParseStatus.Invalid);
    }

    [Theory]
    [InlineData(true, SessionEndReason.ClientClosed)]
    [InlineData(false, SessionEndReason.ClientTruncated)]
    public async Task ReadAsync_EndInTheMiddle_NeedsMoreAndSaysHow(bool orderly, SessionEndReason reason)
    {
        using var input = new SessionInput(_pair.Far);
        await _pair.Near.WriteAsync(new byte[] { 5, 1 });
        if (orderly)
        {
            await _pair.Near.CompleteWritesAsync();
        }
        else
        {
            _pair.Near.Truncate();
        }

        (await input.ReadAsync<byte[]>(Prefixed).Limited()).Status.ShouldBe(ParseStatus.NeedMore);
        input.EndReason.ShouldBe(reason);
    }

    private static ParseStatus Prefixed(ReadOnlySpan<byte> input, out byte[] value, out int consumedBytes)
    {
        (value, consumedBytes) = ([], 0);
        if (input.IsEmpty || input.Length <= input[0])
        {
            return ParseStatus.NeedMore;
        }

        (value, consumedBytes) = (input.Slice(1, input[0]).ToArray(), 1 + input[0]);
        return ParseStatus.Done;
    }

    private static ParseStatus Never(ReadOnlySpan<byte> input, out int value, out int consumedBytes)
    {
        (value, consumedBytes) = (0, 0);
        return ParseStatus.NeedMore;
    }
}
