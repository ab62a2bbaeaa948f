using System.Buffers.Text;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Pebble;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>External account binding: what the operator of an authority that wants one is told.</summary>
public sealed class ExternalAccountTests : IssuingTest
{
    private static readonly byte[] HmacKey = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Fact]
    public async Task Issue_MissingThenWrongThenRight_SaysWhatIsWrongAndIssuesAtLast()
    {
        var pebble = await StartPebbleAsync(new PebbleOptions { ExternalAccounts = new Dictionary<string, byte[]> { ["kid-1"] = HmacKey } });
        var command = CommandWith(Configuration<OpenSsl>(Entry(pebble)));

        var missing = (await command.RunAsync(["cert", "issue"])).ShouldExit(1).ErrorLines.ShouldHaveSingleItem();
        missing.ShouldStartWith($"sockeye: main: localhost:{pebble.Port} takes only accounts that are bound to one at its site");

        Give(command, new byte[32]);
        var wrong = (await command.RunAsync(["cert", "issue"])).ShouldExit(1).ErrorLines.ShouldHaveSingleItem();
        wrong.ShouldStartWith($"sockeye: main: localhost:{pebble.Port} refused the account: ");

        Give(command, HmacKey);
        (await command.DoAsync("cert", "issue")).Out.ShouldContain("main: issued by");
    }

    private static void Give(SockeyeCommand command, byte[] key)
    {
        var file = command.File("hmac");
        File.WriteAllText(file, command.Secret(Base64Url.EncodeToString(key)));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        command.Change(c => c["acme"]![0]!["externalAccount"] = new JsonObject { ["keyId"] = "kid-1", ["hmacKeyFile"] = file });
    }
}
