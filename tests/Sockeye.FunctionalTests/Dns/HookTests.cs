using Sockeye.Acme;
using Sockeye.Control.Certificates.Dns;
using Sockeye.Control.Configuration;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Dns;

/// <summary>The wrappers in docs/dns-hooks, with hooks of the kinds that they are for.</summary>
public sealed class HookTests : IDisposable
{
    private const string Name = "_acme-challenge.example.test";
    private const string Value = "LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0";

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task LegoExec_HookOfLego_GetsTheNameWithItsDot()
    {
        Executable.Write(_folder, "lego-hook", $$"""
            #!/bin/sh
            printf '%s\n' "$#" "$@" >> {{_folder.File("seen")}}
            """);
        var editor = Wrapper("lego-exec", ("EXEC_PATH", _folder.File("lego-hook")));

        await editor.AddTextAsync(Name, Value, CancellationToken.None);
        await editor.RemoveTextAsync(Name, Value, CancellationToken.None);

        Seen().ShouldBe(["3", "present", Name + ".", Value, "3", "cleanup", Name + ".", Value]);
    }

    [Fact]
    public async Task AcmeSh_FileOfDnsapi_HasAcmeShsFunctionsAndIsCalledByName()
    {
        AcmeSh();
        var editor = Wrapper("acme.sh", ("ACME_SH", _folder.File("acme.sh")), ("DNS_API", "dns_stub"));

        await editor.AddTextAsync(Name, Value, CancellationToken.None);
        await editor.RemoveTextAsync(Name, Value, CancellationToken.None);

        Seen().ShouldBe([$"add home {_folder.Path}", Name, Value, $"rm home {_folder.Path}", Name, Value]);
    }

    [Fact]
    public async Task AcmeSh_FileThatFails_TellsItsError()
    {
        AcmeSh();
        var editor = Wrapper("acme.sh", ("ACME_SH", _folder.File("acme.sh")), ("DNS_API", "dns_stub"), ("STUB_FAILS", "1"));

        (await FailureAsync(editor)).ShouldEndWith("failed with exit status 1: \"[now] invalid domain\"");
    }

    [Fact]
    public async Task AcmeSh_UnknownFile_SaysWhereItWasLookedFor()
    {
        AcmeSh();
        var editor = Wrapper("acme.sh", ("ACME_SH", _folder.File("acme.sh")), ("DNS_API", "dns_none"));

        (await FailureAsync(editor)).ShouldEndWith($"\"dns_none.sh is neither in {_folder.Path} nor in its dnsapi; name the file in DNS_API\"");
    }

    [Fact]
    public async Task AcmeSh_Missing_SaysWhatToName() =>
        (await FailureAsync(Wrapper("acme.sh", ("ACME_SH", "/nowhere/acme.sh")))).ShouldEndWith("\"/nowhere/acme.sh does not exist; name acme.sh's script in ACME_SH\"");

    private static async Task<string> FailureAsync(IDnsRecordEditor editor) =>
        (await Should.ThrowAsync<ChallengeException>(() => editor.AddTextAsync(Name, Value, CancellationToken.None).WaitAsync(Limits.Event))).Message;

    private string[] Seen() => File.ReadAllLines(_folder.File("seen"));

    // What a file of acme.sh's dnsapi finds: functions that acme.sh defines, its home, and that it runs its arguments at its end.
    private void AcmeSh()
    {
        _folder.Write("acme.sh", """
            _info() { printf '[now] %s\n' "$1"; }
            _err() { printf '[now] %s\n' "$1" >&2; return 1; }
            _initpath() { ACCOUNT_CONF_PATH="$LE_WORKING_DIR/account.conf"; }
            main() { [ -z "$1" ] && echo "help" && exit 9; "$@"; }
            main "$@"
            """);
        Directory.CreateDirectory(_folder.File("dnsapi"));
        _folder.Write("dnsapi/dns_stub.sh", $$"""
            dns_stub_add() { _stub add "$1" "$2"; }
            dns_stub_rm() { _stub rm "$1" "$2"; }
            _stub() {
              _info "working"
              if [ "$STUB_FAILS" ]; then _err "invalid domain"; return 1; fi
              printf '%s\n' "$1 home $(dirname "$ACCOUNT_CONF_PATH")" "$2" "$3" >> {{_folder.File("seen")}}
            }
            """);
    }

    // As an operator has it: a copy, with what it needs to know written into its head.
    private IDnsRecordEditor Wrapper(string name, params (string Key, string Value)[] settings)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "dns-hooks", name));
        var text = string.Join('\n', [lines[0], .. settings.Select(s => $"{s.Key}='{s.Value}'"), .. lines[1..], ""]);
        var options = new DnsCommandOptions(Executable.Write(_folder, "hook", text), Limits.Event);
        return DnsRecordEditors.Create(new DnsOptions(options, new DnsPropagationOptions([], TimeSpan.FromSeconds(1))), TimeProvider.System);
    }
}
