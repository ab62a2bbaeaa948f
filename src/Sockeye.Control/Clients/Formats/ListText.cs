using System.Buffers;

namespace Sockeye.Control.Clients.Formats;

/// <summary>Clients whose configuration is a list with commas and knows no escape.</summary>
internal static class ListText
{
    private static readonly SearchValues<char> _special = SearchValues.Create(",=\"'#;\\/");

    /// <summary>Why the login cannot be written for such a client; null where it can.</summary>
    public static string? Fault(string client, ClientProfile profile) =>
        !IsWritable(profile.UserName) ? $"{client} cannot hold this user name: its lines have no way to write , = \" ' # ; \\ / or spaces at an end"
        : !IsWritable(profile.PasswordText) ? $"{client} cannot hold this password: its lines have no way to write , = \" ' # ; \\ / or spaces at an end"
        : null;

    private static bool IsWritable(string text) =>
        !text.AsSpan().ContainsAny(_special) && !text.Any(char.IsControl) && text.Trim() == text;
}
