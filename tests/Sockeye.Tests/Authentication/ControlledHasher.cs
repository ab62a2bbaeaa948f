using System.Collections.Concurrent;
using System.Text;
using Sockeye.Engine.Authentication;

namespace Sockeye.Tests.Authentication;

/// <summary>A hasher that hashes nothing, notes what it is asked, and, while held, answers only when released.</summary>
internal sealed class ControlledHasher : IPasswordHasher, IDisposable
{
    private readonly SemaphoreSlim _permits = new(0);
    private readonly SemaphoreSlim _started = new(0);
    private readonly SemaphoreSlim _rehashed = new(0);
    private volatile bool _held;

    public string DecoyHash => "decoy";

    /// <summary>Every password asked about, in order, with the hash it was compared to.</summary>
    public ConcurrentQueue<(string Password, string Hash)> Calls { get; } = new();

    public ConcurrentQueue<string> Rehashes { get; } = new();

    public Exception? Fault { get; set; }

    /// <summary>Hashes that stand for an old kind.</summary>
    public static string OldHashOf(string password) => "old:" + password;

    public static string HashOf(string password) => "hash:" + password;

    public void Hold() => _held = true;

    public void ReleaseOne() => _permits.Release();

    public void ReleaseAll()
    {
        _held = false;
        _permits.Release(10_000);
    }

    /// <summary>Waits until one more hash is in work.</summary>
    public async Task StartedAsync() => (await _started.WaitAsync(TestLimits.Event)).ShouldBeTrue("no hash was started");

    public async Task RehashedAsync() => (await _rehashed.WaitAsync(TestLimits.Event)).ShouldBeTrue("no hash was replaced");

    public PasswordVerification Verify(ReadOnlySpan<byte> password, string storedHash)
    {
        var text = Encoding.UTF8.GetString(password);
        Calls.Enqueue((text, storedHash));
        _started.Release();
        if (_held)
            _permits.Wait(TestLimits.Event).ShouldBeTrue("the held hash was never released");
        if (Fault is { } fault)
            throw fault;
        return storedHash == HashOf(text) ? PasswordVerification.Succeeded
            : storedHash == OldHashOf(text) ? PasswordVerification.SucceededRehashNeeded
            : PasswordVerification.Failed;
    }

    public void Rehash(User user, ReadOnlySpan<byte> password)
    {
        Rehashes.Enqueue(user.Name);
        _rehashed.Release();
    }

    public void Dispose()
    {
        _permits.Dispose();
        _started.Dispose();
        _rehashed.Dispose();
    }
}
