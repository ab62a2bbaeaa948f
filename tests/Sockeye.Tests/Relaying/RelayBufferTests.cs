using Sockeye.Engine.Relaying;

namespace Sockeye.Tests.Relaying;

public sealed class RelayBufferTests
{
    private const int Smallest = 4 * 1024;
    private const int Largest = 256 * 1024;

    [Theory]
    [InlineData(Smallest, Smallest, 16 * 1024)]
    [InlineData(16 * 1024, 16 * 1024, 64 * 1024)]
    [InlineData(64 * 1024, 64 * 1024, Largest)]
    [InlineData(Largest, Largest, Largest)]
    public void NextSize_ReadFilledTheBuffer_Grows(int size, int read, int expected) => RelayBuffer.NextSize(size, read).ShouldBe(expected);

    [Theory]
    [InlineData(Largest, 100, 64 * 1024)]
    [InlineData(16 * 1024, 2047, Smallest)]
    [InlineData(Smallest, 1, Smallest)]
    public void NextSize_ReadLeftMostOfItEmpty_Shrinks(int size, int read, int expected) => RelayBuffer.NextSize(size, read).ShouldBe(expected);

    [Theory]
    [InlineData(Largest, Largest - 1)]
    [InlineData(Largest, Largest / 8)]
    [InlineData(Smallest, Smallest - 1)]
    public void NextSize_Between_Stays(int size, int read) => RelayBuffer.NextSize(size, read).ShouldBe(size);
}
