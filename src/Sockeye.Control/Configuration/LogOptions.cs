namespace Sockeye.Control.Configuration;

/// <summary>What is logged, and how it looks.</summary>
public sealed record LogOptions
{
    /// <summary>The look of a line. Default text: the first reader is a person.</summary>
    public LogFormat Format { get; init; }

    /// <summary>Whether each session is one line. Default true: without it nobody can say what happened.</summary>
    public bool Access { get; init; } = true;
}

/// <summary>The look of a log line.</summary>
public enum LogFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON object a line.</summary>
    Json,
}
