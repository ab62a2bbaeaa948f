using System.CommandLine;
using Sockeye.Control.Certificates;
using Sockeye.Control.Configuration;
using Sockeye.Control.Upstreams;
using Sockeye.Core.Net;
using Sockeye.Engine.Outbounds;

namespace Sockeye.Cli;

/// <summary>The fields of an upstream as they are typed.</summary>
internal static class UpstreamFields
{
    public static Option<string?> CaOption() => new("--ca")
    {
        Description = "Trust this authority instead of the system's: a PEM file, whose content is kept; none for the system's",
        HelpName = "FILE",
    };

    public static Option<string?> PinOption() => new("--pin")
    {
        Description = "Accept exactly the key with this SHA-256 (of its SubjectPublicKeyInfo; hexadecimal or base64); none takes it away",
        HelpName = "SHA256",
    };

    public static Option<string?> ServerNameOption() => new("--server-name")
    {
        Description = "The name in the proxy's certificate, where it is not the host; none takes it away",
        HelpName = "NAME",
    };

    public static Option<string?> FallbackOption() => new("--fallback")
    {
        Description = "While the proxy can't be had: block, as a new one has it, refuses; direct sends CONNECT straight to the target, which sees this server's address",
        HelpName = "block|direct",
    };

    public static Option<bool> PasswordOption() => new("--password-stdin") { Description = "Take the proxy's password from standard input: one line" };

    public static ProxyUrl ParseUrl(string text) =>
        ProxyUrl.TryParse(text, out var url, out var error) ? url! : throw CliException.Usage(error);

    public static string? ReadAuthority(string? file)
    {
        if (file is null or "none")
        {
            return null;
        }

        CertificateFiles.LoadAuthorities(file); // says what is wrong with it
        return File.ReadAllText(file);
    }

    public static ReadOnlyMemory<byte>? ParsePin(string? text)
    {
        if (text is null or "none")
        {
            return null;
        }

        return PinText.TryParse(text, out var pin) ? pin : throw CliException.Usage("--pin takes 32 bytes in hexadecimal or base64");
    }

    public static UpstreamFallback? ParseFallback(string? text) =>
        text is null ? null
        : FallbackText.TryParse(text, out var fallback) ? fallback
        : throw CliException.Usage("--fallback is block or direct");

    /// <summary>The password: from standard input, from the URL (with a warning), by prompt where there is a user name and a terminal; else none.</summary>
    public static string? ReadPassword(ProxyUrl? url, bool fromStandardInput, CliEnvironment environment)
    {
        if (fromStandardInput)
        {
            return PasswordInput.ReadLine(environment);
        }

        if (url?.Password is { } inUrl)
        {
            environment.Error.WriteLine("warning: a password in the URL stands in process lists and shell histories; prefer --password-stdin");
            return inUrl;
        }

        return url?.UserName is null ? null : PasswordInput.Prompt(environment, $"Password of {url.UserName} at {url.Host}:");
    }
}
