namespace Sockeye.Control.Importing;

/// <summary>A password as an imported file has it: the password itself, or a hash of it. Never printed.</summary>
internal sealed class ImportedPassword
{
    private ImportedPassword(string text, bool isHash) => (Text, IsHash) = (text, isHash);

    /// <summary>The password, or its hash in PHC or crypt form: a secret.</summary>
    public string Text { get; }

    /// <summary>Whether it is a hash that is verified here; otherwise the password itself.</summary>
    public bool IsHash { get; }

    public static ImportedPassword Clear(string text) => new(text, isHash: false);

    public static ImportedPassword Hash(string text) => new(text, isHash: true);

    /// <summary><c>***</c>.</summary>
    public override string ToString() => "***";
}
