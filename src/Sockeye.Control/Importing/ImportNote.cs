namespace Sockeye.Control.Importing;

/// <summary>One line of the report: what stands where in an imported file, and what became of it.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Message">What it means here, or what is wrong and what would be right: one line, without secrets.</param>
public sealed record ImportNote(ImportOutcome Outcome, SourcePlace Place, string Message)
{
    /// <summary><c>xray_config.json:12:7 inbounds[0].settings.auth: message</c>.</summary>
    public override string ToString() => $"{Place}: {Message}";
}
