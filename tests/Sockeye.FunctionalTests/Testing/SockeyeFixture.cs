namespace Sockeye.FunctionalTests.Testing;

/// <summary>One server for the tests of a class, over one kind of TLS, with one user.</summary>
public sealed class SockeyeFixture<TKind> : IAsyncLifetime
    where TKind : ITlsKind
{
    internal const string User = "alice";
    internal const string Password = "correct-horse-battery";

    internal SockeyeServer Server { get; private set; } = null!;

    internal int Port => Server.Port;

    public async ValueTask InitializeAsync() =>
        Server = await SockeyeServer.StartAsync(ServerConfiguration.Of<TKind>(), new TestUser(User, Password));

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>A test over a server that its class shares.</summary>
public abstract class SharedServerTest<TKind> : FunctionalTest, IClassFixture<SockeyeFixture<TKind>>
    where TKind : ITlsKind
{
    private protected const string User = SockeyeFixture<TKind>.User;
    private protected const string Password = SockeyeFixture<TKind>.Password;

    protected SharedServerTest(SockeyeFixture<TKind> fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        Server = fixture.Server;
        Show(fixture.Server);
    }

    private protected SockeyeServer Server { get; }
}
