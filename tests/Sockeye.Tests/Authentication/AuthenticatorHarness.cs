using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Core;
using Sockeye.Engine.Authentication;

namespace Sockeye.Tests.Authentication;

/// <summary>An authenticator over users in memory, a hasher under control and a clock that stands still.</summary>
internal sealed class AuthenticatorHarness : IDisposable
{
    public AuthenticatorHarness(AuthenticationOptions options, params User[] users)
    {
        Users = new TableSource(users);
        Authenticator = new Authenticator(Users, Hasher, options, Time);
    }

    public AuthenticatorHarness(params User[] users)
        : this(new AuthenticationOptions { HashingThreads = 1 }, users)
    {
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public ControlledHasher Hasher { get; } = new();

    public TableSource Users { get; }

    public Authenticator Authenticator { get; }

    public static User User(string name, string password) => new()
    {
        Name = name,
        PasswordHash = ControlledHasher.HashOf(password),
        PasswordVersion = 1,
    };

    public Task<AuthenticationResult> LoginAsync(string name, string password, string source = "192.0.2.1") =>
        CancellableLoginAsync(name, password, source, CancellationToken.None);

    public Task<AuthenticationResult> CancellableLoginAsync(string name, string password, string source, CancellationToken cancellationToken) =>
        Authenticator.AuthenticateAsync(new Credentials(name, Encoding.UTF8.GetBytes(password)), IPAddress.Parse(source), cancellationToken)
            .AsTask().WaitAsync(TestLimits.Event, CancellationToken.None);

    /// <summary>Holds the hasher and fills its only thread with a login of a source of its own.</summary>
    public async Task<Task<AuthenticationResult>> OccupyAsync()
    {
        Hasher.Hold();
        var login = LoginAsync("occupant", "x", "198.51.100.250");
        await Hasher.StartedAsync();
        return login;
    }

    public void Dispose()
    {
        Hasher.ReleaseAll();
        Authenticator.Dispose();
        Hasher.Dispose();
    }
}
