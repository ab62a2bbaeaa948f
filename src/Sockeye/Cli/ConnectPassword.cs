using System.Text;
using Sockeye.Core.Net;

namespace Sockeye.Cli;

/// <summary>Where <c>connect</c> finds a password: a file, the environment, the URL (with a warning), a prompt; never an option's value.</summary>
internal static class ConnectPassword
{
    public const string Variable = "SOCKEYE_PASSWORD";
    public const string LocalVariable = "SOCKEYE_LOCAL_PASSWORD";

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>The password for the server; null where the URL names no user.</summary>
    public static string? OfServer(ProxyUrl url, string? file, bool mayPrompt, CliEnvironment environment)
    {
        if (url.Password is not null)
        {
            environment.Error.WriteLine($"warning: a password in the URL stands in process lists and shell histories; prefer --password-file or {Variable}");
        }

        if (url.UserName is null)
        {
            return null;
        }

        return Find(file, Variable, environment)
            ?? url.Password
            ?? (mayPrompt ? PromptFor($"Password of {url.UserName} at {url.Host}:", environment) : null)
            ?? throw CliException.Usage($"the password of {url.UserName} is missing: give it with --password-file FILE, in {Variable}, or on a terminal");
    }

    /// <summary>The password of the local port.</summary>
    public static string OfLocalPort(string userName, string? file, CliEnvironment environment) =>
        Find(file, LocalVariable, environment)
        ?? PromptFor($"Password of {userName} on the local port:", environment)
        ?? throw CliException.Usage($"the password of the local port is missing: give it with --local-password-file FILE, in {LocalVariable}, or on a terminal");

    private static string? Find(string? file, string variable, CliEnvironment environment)
    {
        if (file is not null)
        {
            return Checked(ReadFirstLine(file, environment), $"the file {file}");
        }

        return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? Checked(value, variable) : null;
    }

    private static string ReadFirstLine(string file, CliEnvironment environment)
    {
        using var reader = new StreamReader(file, Encoding.UTF8);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0)
        {
            environment.Error.WriteLine($"warning: others on this machine may read {file}; close it with: chmod 600 {file}");
        }

        return reader.ReadLine() ?? "";
    }

    private static string Checked(string password, string source) =>
        Encoding.UTF8.GetByteCount(password) is >= 1 and <= PasswordInput.MaximumBytes
            ? password
            : throw CliException.Usage($"the password in {source} must have 1 to {PasswordInput.MaximumBytes} bytes, on its first line");

    private static string? PromptFor(string question, CliEnvironment environment) =>
        environment.IsInputTerminal && environment.IsOutputTerminal ? PasswordInput.Prompt(environment, question) : null;
}
