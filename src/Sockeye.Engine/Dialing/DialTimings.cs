using System.Runtime.CompilerServices;

namespace Sockeye.Engine.Dialing;

/// <summary>How long each stage of a dial took. A stage that was not passed stays null.</summary>
public sealed class DialTimings
{
    private StageTicks _ticks;

    /// <summary>The time a stage took, or null where it was not passed.</summary>
    public TimeSpan? this[DialStage stage] => _ticks[(int)stage] is var ticks and > 0 ? TimeSpan.FromTicks(ticks - 1) : null;

    /// <summary>Books the time of a stage; a stage passed twice adds up.</summary>
    public void Add(DialStage stage, TimeSpan elapsed) => _ticks[(int)stage] = Math.Max(1, _ticks[(int)stage]) + elapsed.Ticks;

    // One more than the time, so that 0 is a stage that was not passed; part of the object, which lives as long as its session.
    [InlineArray((int)DialStage.ProxyRequest + 1)]
    private struct StageTicks
    {
        private long _first;
    }
}
