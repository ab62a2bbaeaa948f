namespace Sockeye.Core;

/// <summary>What a parser found in the bytes it was given. Parsers are total: there is no fourth case and no exception.</summary>
public enum ParseStatus
{
    /// <summary>The bytes are a proper beginning; call again with more of them in front.</summary>
    NeedMore,

    /// <summary>A whole message was read; the parser says how many bytes it took, what follows belongs to the next one.</summary>
    Done,

    /// <summary>No further byte can make this right.</summary>
    Invalid,
}
