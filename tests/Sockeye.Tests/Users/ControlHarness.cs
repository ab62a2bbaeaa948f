using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Control.Storage;
using Sockeye.Control.Upstreams;
using Sockeye.Control.Users;

namespace Sockeye.Tests.Users;

/// <summary>The stores over a real file, as one process has them.</summary>
internal sealed class ControlHarness : IDisposable
{
    // Verified nowhere in these tests: reading it must be possible, computing it would cost 25 ms a test.
    public const string Hash = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    public const string OtherHash = "$argon2id$v=19$m=19456,t=2,p=1$BBBBBBBBBBBBBBBBBBBBBA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    public ControlHarness(TempDirectory directory)
    {
        Database = SockeyeDatabase.Open(directory.Path);
        Secrets = new SecretProtector(directory.Path);
        Users = new UserStore(Database, Time);
        Upstreams = new UpstreamStore(Database, Secrets, Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public SockeyeDatabase Database { get; }

    public SecretProtector Secrets { get; }

    public UserStore Users { get; }

    public UpstreamStore Upstreams { get; }

    public DatabaseWatcher Watch(TimeProvider? time = null) =>
        DatabaseWatcher.Start(Database, Secrets, time ?? Time, NullLogger<DatabaseWatcher>.Instance);

    public void Dispose() => Database.Dispose();
}
