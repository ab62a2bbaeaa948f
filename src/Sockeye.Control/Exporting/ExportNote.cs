namespace Sockeye.Control.Exporting;

/// <summary>Something that the written files can't say, or say otherwise.</summary>
/// <param name="Subject">What of the configuration it is about: <c>guard</c>, <c>inbounds socks-in</c>.</param>
/// <param name="Message">What becomes of it, and what is to be done: one line, without secrets.</param>
/// <param name="IsWarning">Whether it must be seen to before the files are used; otherwise it is only not the same.</param>
public sealed record ExportNote(string Subject, string Message, bool IsWarning = false)
{
    /// <summary><c>subject: message</c>.</summary>
    public override string ToString() => $"{Subject}: {Message}";
}
