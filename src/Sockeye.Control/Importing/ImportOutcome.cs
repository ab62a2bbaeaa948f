namespace Sockeye.Control.Importing;

/// <summary>What became of one thing that an imported file says.</summary>
public enum ImportOutcome
{
    /// <summary>It means the same here and was taken over as it stands.</summary>
    Taken,

    /// <summary>It was put into other words; the message says which.</summary>
    Translated,

    /// <summary>It concerns nothing of Sockeye's and was left out.</summary>
    Unconcerned,

    /// <summary>It works, but otherwise than before, or deserves a look; the message says how.</summary>
    Warning,

    /// <summary>It can't be taken over, and to leave it out would change what was meant: nothing is imported until it is mended.</summary>
    Refused,
}
