using Sockeye.Benchmarks.Target;

namespace Sockeye.Tests.Bench;

public sealed class PatternTests
{
    private const long Offset = 5_000_000_019;

    [Fact]
    public void IsAt_ItsOwnPiece_Holds() => Pattern.IsAt(Pattern.At(Offset, 70_000), Offset).ShouldBeTrue();

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(16_384)]
    public void HasEdges_APieceFromElsewhere_DoesNot(int moved) => Pattern.HasEdges(Pattern.At(Offset + moved, 70_000), Offset).ShouldBeFalse();

    [Theory]
    [InlineData(0)]
    [InlineData(35_000)]
    [InlineData(69_999)]
    public void IsAt_AWrongByte_DoesNot(int at)
    {
        var piece = Pattern.At(Offset, 70_000).ToArray();
        piece[at] ^= 1;

        Pattern.IsAt(piece, Offset).ShouldBeFalse();
    }
}
