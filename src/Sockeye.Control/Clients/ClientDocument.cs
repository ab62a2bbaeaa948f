using System.Text;

namespace Sockeye.Control.Clients;

/// <summary>What a format wrote.</summary>
public sealed record ClientDocument
{
    private ClientDocument(byte[] content) => Content = content;

    /// <summary>The bytes of the configuration; empty with a <see cref="Fault"/>.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Whether a terminal can show it.</summary>
    public bool IsText { get; private init; } = true;

    /// <summary>Whether the user's password stands in it.</summary>
    public bool HasPassword { get; init; }

    /// <summary>What has to be said beside it, because its syntax has no comments. One line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why the client cannot be given this configuration; null where it was written.</summary>
    public string? Fault { get; private init; }

    /// <summary>Text; ends with a line feed.</summary>
    public static ClientDocument Text(string text) => new(Encoding.UTF8.GetBytes(text.EndsWith('\n') ? text : text + "\n"));

    /// <summary>An image.</summary>
    public static ClientDocument Binary(byte[] content) => new(content) { IsText = false };

    /// <summary>Nothing, and why: one sentence without its end.</summary>
    public static ClientDocument Refused(string why) => new([]) { Fault = why };

    /// <summary>The length only: the content may hold a password.</summary>
    public override string ToString() => $"{Content.Length} bytes";
}
