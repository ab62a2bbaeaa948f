using Sockeye.Acme;
using Sockeye.Control.Certificates.Dns;
using Sockeye.Control.Configuration;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Dns;

/// <summary>Records by a program of the operator's: what it is given, and what is told when it fails.</summary>
public sealed class CommandTests : IDisposable
{
    private const string Name = "_acme-challenge.example.test";
    private const string Value = "-_ $(touch x) \"'\\*;&|";

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Add_Program_GetsItsArgumentsAsTheyAreAndTheNameWithADot()
    {
        var editor = Editor(Script($$"""
            for argument in "$#" "$@" "$SOCKEYE_DNS_FQDN"; do printf '%s\n' "$argument" >> {{_folder.File("seen")}}; done
            cat >> {{_folder.File("seen")}}
            """));

        await editor.AddTextAsync(Name, Value, CancellationToken.None);
        await editor.RemoveTextAsync(Name, Value, CancellationToken.None);

        File.ReadAllLines(_folder.File("seen")).ShouldBe(["3", "present", Name, Value, Name + ".", "3", "cleanup", Name, Value, Name + "."]);
    }

    [Fact]
    public async Task Add_ProgramThatFails_TellsStatusAndItsLastLineEscaped()
    {
        var program = Script("echo first >&2; printf 'no such \\033[31mzone\\n\\n' >&2; echo out; exit 3");

        (await FailureAsync(program)).ShouldBe($"{program} present {Name} failed with exit status 3: \"no such \\u001b[31mzone\"");
    }

    [Fact]
    public async Task Add_ProgramThatFailsOnStandardOutput_TellsThat()
    {
        var program = Script("echo it is Sunday; exit 1");

        (await FailureAsync(program)).ShouldBe($"{program} present {Name} failed with exit status 1: \"it is Sunday\"");
    }

    [Fact]
    public async Task Add_ProgramThatFailsInSilence_SaysSo()
    {
        var program = Script("exit 1");

        (await FailureAsync(program)).ShouldBe($"{program} present {Name} failed with exit status 1; it said nothing");
    }

    [Fact]
    public async Task Add_ProgramThatWritesMuch_IsReadToItsEnd()
    {
        var program = Script("i=0; while [ $i -lt 20000 ]; do echo 'a line of some length that nobody wants' >&2; echo x; i=$((i+1)); done; echo last >&2; exit 1");

        (await FailureAsync(program)).ShouldEndWith("exit status 1: \"last\"");
    }

    [Fact]
    public async Task Add_ProgramThatDoesNotEnd_IsStoppedWithItsChildren()
    {
        var program = Script($"sleep 600 & echo $! > {_folder.File("child")}; wait");

        (await FailureAsync(program, TimeSpan.FromSeconds(1))).ShouldBe($"{program} present {Name} did not end within 1s and was stopped; it can have longer by \"timeout\"");

        var child = File.ReadAllText(_folder.File("child")).Trim();
        await Poll.UntilAsync(() => !IsRunning(child), "the program's child ending");
    }

    [Fact]
    public async Task Add_Cancelled_StopsTheProgram()
    {
        using var cancellation = new CancellationTokenSource();
        var adding = Editor(Script($"echo $$ > {_folder.File("started.new")}; mv {_folder.File("started.new")} {_folder.File("started")}; exec sleep 600"))
            .AddTextAsync(Name, Value, cancellation.Token);
        await Poll.UntilAsync(() => File.Exists(_folder.File("started")), "the program starting");

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => adding.WaitAsync(Limits.Event));
        await Poll.UntilAsync(() => !IsRunning(File.ReadAllText(_folder.File("started")).Trim()), "the program ending");
    }

    [Fact]
    public async Task Add_ProgramThatLeavesAnotherBehind_DoesNotWaitForThatOne()
    {
        var program = Script($"sleep 600 & echo $! > {_folder.File("child")}; exit 1");

        (await FailureAsync(program)).ShouldEndWith("failed with exit status 1; it said nothing");

        Signals.Send(int.Parse(File.ReadAllText(_folder.File("child"))), Signal.Kill);
    }

    [Fact]
    public async Task Add_ProgramThatIsGone_SaysSo() =>
        (await FailureAsync(_folder.File("none"))).ShouldBe($"{_folder.File("none")} does not exist; correct \"command\"");

    [Fact]
    public async Task Add_ProgramThatMayNotBeExecuted_SaysSo()
    {
        var program = _folder.Write("hook", "#!/bin/sh\n");

        (await FailureAsync(program)).ShouldStartWith($"{program} can't be started: permission denied; it needs execution permission");
    }

    [Fact]
    public async Task Add_ScriptWhoseInterpreterIsMissing_SaysSo()
    {
        var program = Script("", "#!/nowhere/sh");

        (await FailureAsync(program)).ShouldStartWith($"{program} can't be started: what its first line names does not exist");
    }

    private static bool IsRunning(string id) =>
        File.Exists($"/proc/{id}/stat") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);

    private static async Task<string> FailureAsync(string program, TimeSpan? timeout = null) =>
        (await Should.ThrowAsync<ChallengeException>(() => Editor(program, timeout).AddTextAsync(Name, Value, CancellationToken.None).WaitAsync(Limits.Event))).Message;

    private static IDnsRecordEditor Editor(string program, TimeSpan? timeout = null) => DnsRecordEditors.Create(
        new DnsOptions(new DnsCommandOptions(program, timeout ?? Limits.Event), new DnsPropagationOptions([], TimeSpan.FromSeconds(1))), TimeProvider.System);

    private string Script(string body, string interpreter = "#!/bin/sh") => Executable.Write(_folder, "hook", $"{interpreter}\n{body}\n");
}
