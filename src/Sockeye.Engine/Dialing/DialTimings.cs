namespace Sockeye.Engine.Dialing;

/// <summary>How long each stage of a dial took. A stage that was not passed stays null.</summary>
public sealed class DialTimings
{
    private static readonly int Stages = Enum.GetValues<DialStage>().Length;

    private readonly TimeSpan?[] _stages = new TimeSpan?[Stages];

    /// <summary>The time a stage took, or null where it was not passed.</summary>
    public TimeSpan? this[DialStage stage] => _stages[(int)stage];

    /// <summary>Books the time of a stage; a stage passed twice adds up.</summary>
    public void Add(DialStage stage, TimeSpan elapsed) =>
        _stages[(int)stage] = (_stages[(int)stage] ?? TimeSpan.Zero) + elapsed;
}
