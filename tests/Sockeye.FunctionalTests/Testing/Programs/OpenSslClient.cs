using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Testing.Programs;

/// <summary><c>openssl s_client</c>.</summary>
internal static class OpenSslClient
{
    /// <summary>Handshakes, sends <paramref name="input"/> and ends when the server does or the input is over.</summary>
    public static Task<ProgramResult> RunAsync(int port, string authorityFile, string input, params string[] arguments) =>
        ChildProcess.RunAsync("openssl s_client", RealProgram.Require("openssl"), Arguments(port, authorityFile, arguments), input);

    /// <summary>Stays open for the test to type; <c>K</c> alone on a line asks for a key update.</summary>
    public static ChildProcess Start(int port, string authorityFile, params string[] arguments) =>
        ChildProcess.Start("openssl s_client", RealProgram.Require("openssl"), Arguments(port, authorityFile, arguments));

    private static string[] Arguments(int port, string authorityFile, string[] arguments) =>
        ["s_client", "-connect", $"127.0.0.1:{port}", "-CAfile", authorityFile, "-verify_return_error", .. arguments];
}
