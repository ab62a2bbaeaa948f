using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Testing.Programs;

/// <summary>curl, without a configuration file or proxy variables of the machine.</summary>
internal static class Curl
{
    public static Task<ProgramResult> RunAsync(params string[] arguments) =>
        ChildProcess.RunAsync("curl", RealProgram.Require("curl"), ["-q", "--silent", "--show-error", "--noproxy", "", "--max-time", "20", .. arguments]);
}
