using System.Net;
using Sockeye.Core;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Dialing;
using Sockeye.Hosting;
using Sockeye.Tests.Configuration;

namespace Sockeye.Tests.Hosting;

/// <summary>The parts of the bridge that need no socket.</summary>
public sealed class BridgeTests
{
    private static readonly DialError Away = new(DialStage.Connect, DialErrorKind.UpstreamFailed, "upstream server cannot be reached: refused");

    [Fact]
    public void OpenAccess_InTheSources_IsGivenByTheBridgeOnly()
    {
        // A server is never anonymous, whatever its configuration says: nothing there can make one of these.
        var makers = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file) is var text
                && (text.Contains("new OpenAccess(", StringComparison.Ordinal) || text.Contains("OpenAccess = users", StringComparison.Ordinal)))
            .Select(Path.GetFileName);
        makers.ShouldBe(["Bridge.cs", "BridgeUsers.cs"], ignoreOrder: true);
        typeof(Sockeye.Control.Configuration.InboundOptions).GetProperties().ShouldAllBe(p => p.PropertyType != typeof(OpenAccess));
    }

    [Fact]
    public void Users_WithoutALogin_AreOpen()
    {
        var users = new BridgeUsers(null);
        users.OpenAccess!.User.ShouldBeSameAs(users.User);
        users.Current.Find(users.User.Name).ShouldBeSameAs(users.User);
    }

    [Fact]
    public async Task Users_WithALogin_TakeThatOneOnly()
    {
        var users = new BridgeUsers(new LocalLogin("me", "local-secret"u8.ToArray()));
        users.OpenAccess.ShouldBeNull();
        using var authenticator = new Authenticator(users, users, new AuthenticationOptions(), TimeProvider.System);

        (await LogInAsync("me", "local-secret")).ShouldBeTrue();
        (await LogInAsync("me", "local-secret")).ShouldBeTrue("from memory");
        (await LogInAsync("me", "wrong")).ShouldBeFalse();
        (await LogInAsync("local", "local-secret")).ShouldBeFalse();
        (await LogInAsync("", "")).ShouldBeFalse();

        async Task<bool> LogInAsync(string name, string password) => (await authenticator.AuthenticateAsync(
            new Credentials(name, System.Text.Encoding.UTF8.GetBytes(password)), IPAddress.Loopback, TestContext.Current.CancellationToken)).IsAccepted;
    }

    [Fact]
    public void Status_TellsOfEachChangeOnce()
    {
        var output = new StringWriter { NewLine = "\n" };
        var status = new BridgeStatus(output);
        status.Observe(Away); // before the first try has ended
        output.ToString().ShouldBe("");

        status.Begin(null);
        status.Observe(null);
        output.ToString().ShouldBe("");

        status.Observe(Away);
        status.Observe(Away);
        status.Observe(new DialError(DialStage.Connect, DialErrorKind.Aborted, "the client left"));
        output.ToString().ShouldBe("sockeye: upstream server cannot be reached: refused; the next connection tries again\n");

        status.Observe(new DialError(DialStage.ProxyRequest, DialErrorKind.UpstreamRefused, "refused a target"));
        status.Observe(null);
        output.ToString().ShouldEndWith("tries again\nsockeye: the server can be reached again\n");
    }

    [Fact]
    public void Status_AwayAtTheStart_IsToldAtItsEnd()
    {
        var output = new StringWriter { NewLine = "\n" };
        var status = new BridgeStatus(output);
        status.Begin(Away);
        status.Observe(null);
        output.ToString().Split('\n').Length.ShouldBe(3);
    }
}
