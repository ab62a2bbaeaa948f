namespace Sockeye.Control.Importing.UserFiles;

/// <summary>What stands in a user's password fields.</summary>
/// <param name="Password">The password, or null.</param>
/// <param name="Place">Where it stands, a placeholder's or an unusable one's too; null where there is none.</param>
/// <param name="IsPlaceholder">Whether a placeholder is all that there is.</param>
internal readonly record struct FilePassword(ImportedPassword? Password, SourcePlace? Place, bool IsPlaceholder);
