namespace Sockeye.Control.Clients.Formats;

/// <summary>What is left for a person to do, as several clients have it in common.</summary>
internal static class ClientSteps
{
    /// <summary>Browsers have no place for a proxy's login in any of their settings.</summary>
    public const string BrowserAsks = "The browser asks for the user name and the password";

    /// <summary>Where the password goes; nothing where it is written already.</summary>
    public static string[] Password(ClientProfile profile) =>
        profile.Password is null ? [$"Put the user's password in the place of {ClientProfile.PasswordPlaceholder}"] : [];

    /// <summary>How Chromium on Linux comes to trust an authority of its own.</summary>
    public static string[] NssTrust(ClientProfile profile) => profile is { IsTls: true, AuthorityFile: { } file }
        ? [$"On Linux: certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n sockeye -i {ShellText.Quote(file)}", BrowserAsks]
        : [BrowserAsks];
}
