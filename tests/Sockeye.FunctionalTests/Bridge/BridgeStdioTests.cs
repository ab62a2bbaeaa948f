using System.Diagnostics;
using System.Text;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Bridge;

/// <summary><c>connect --stdio</c>: one connection over standard input and output.</summary>
public abstract class BridgeStdioTests<TKind>(SockeyeFixture<TKind> fixture) : SharedServerTest<TKind>(fixture)
    where TKind : ITlsKind
{
    [Fact]
    public async Task InputsEnd_ReachesTheTarget_WhichStillAnswers()
    {
        var target = Own(Targets.Digest());

        var result = await RunAsync(Password, target.Port, new string('x', 3_000_000));

        result.ShouldExit(0).Out.ShouldStartWith("3000000 ");
        result.Error.ShouldBe("");
    }

    [Fact]
    public async Task Bytes_OfEveryValue_PassAsTheyAre()
    {
        var target = Own(Targets.Echo());
        var payload = new TestPayload(2_000_003);
        using var process = Start(target.Port);
        var reading = ReadToEndAsync(process);

        foreach (var part in payload.Parts())
        {
            await process.StandardInput.BaseStream.WriteAsync(part);
        }

        process.StandardInput.Close();
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await reading.WaitAsync(Limits.Transfer))).ShouldBe(payload.Digest());
        await process.WaitForExitAsync().WaitAsync(Limits.Event);
        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task TargetsEnd_ClosesTheOutput_AndTheInputGoesOn()
    {
        var received = new TaskCompletionSource<long>();
        var target = Own(Targets.Source(new TestPayload(5), received));
        using var process = Start(target.Port);

        (await ReadToEndAsync(process).WaitAsync(Limits.Event)).Length.ShouldBe(5);
        process.HasExited.ShouldBeFalse();
        await process.StandardInput.BaseStream.WriteAsync(new byte[1000]);
        process.StandardInput.Close();

        (await received.Task.WaitAsync(Limits.Event)).ShouldBe(1000);
        await process.WaitForExitAsync().WaitAsync(Limits.Event);
        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task TargetRefused_IsOneLineAndStatus1()
    {
        var port = FreePort.Take();
        var result = await RunAsync(Password, port, "");
        result.ShouldExit(1).Out.ShouldBe("");
        result.ErrorLines.ShouldHaveSingleItem().ShouldContain($"refused localhost:{port}: reply 05, connection refused");
    }

    [Fact]
    public async Task TargetResets_IsOneLineAndStatus1()
    {
        var target = Own(Targets.Resets());
        var result = await RunAsync(Password, target.Port, "12");
        result.ShouldExit(1).ErrorLines.ShouldHaveSingleItem().ShouldContain("broke off");
    }

    [Fact]
    public async Task Password_Wrong_IsOneLineAndStatus1() =>
        (await RunAsync("not-the-right-one", 80, "")).ShouldExit(1).ErrorLines.ShouldHaveSingleItem().ShouldContain("refused the user name and password");

    [Fact]
    public async Task Password_Missing_IsStatus2AndStandardInputIsLeftAlone()
    {
        var result = await Server.Command.RunConnectAsync(null, Arguments(80), input: "not a password\n");
        result.ShouldExit(2).ErrorLines.ShouldHaveSingleItem().ShouldContain("--password-file");
    }

    private string[] Arguments(int port) =>
        [.. SockeyeBridge.Arguments(User, Server.Port), "--tls", TKind.Provider, "--stdio", "localhost", $"{port}"];

    private Task<ProgramResult> RunAsync(string password, int port, string input) => Server.Command.RunConnectAsync(password, Arguments(port), input);

    private Process Start(int port)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Program, "connect", .. Arguments(port)])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, StandardInputEncoding = new UTF8Encoding(false),
        };
        start.Environment["SOCKEYE_PASSWORD"] = Password;
        var process = Process.Start(start)!;
        Own(new Ended(process));
        return process;
    }

    private static async Task<byte[]> ReadToEndAsync(Process process)
    {
        using var all = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(all);
        return all.ToArray();
    }

    /// <summary>Nothing survives the test.</summary>
    private sealed class Ended(Process process) : IAsyncDisposable
    {
        private readonly int _id = process.Id;

        public ValueTask DisposeAsync()
        {
            try
            {
                using var left = Process.GetProcessById(_id);
                left.Kill();
            }
            catch (ArgumentException)
            {
                // it has ended
            }

            return default;
        }
    }
}

public sealed class BridgeStdioOverOpenSslTests(SockeyeFixture<OpenSsl> fixture) : BridgeStdioTests<OpenSsl>(fixture);

public sealed class BridgeStdioOverSslStreamTests(SockeyeFixture<SslStreamKind> fixture) : BridgeStdioTests<SslStreamKind>(fixture);
