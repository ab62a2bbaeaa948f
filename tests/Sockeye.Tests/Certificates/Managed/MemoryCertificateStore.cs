using System.Collections.Concurrent;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;

namespace Sockeye.Tests.Certificates.Managed;

/// <summary>A store in memory, as a fleet's could be, which fails on demand.</summary>
internal sealed class MemoryCertificateStore : ICertificateStore
{
    private readonly ConcurrentDictionary<string, bool> _locks = new();

    public ConcurrentDictionary<string, byte[]> Documents { get; } = new();

    /// <summary>Why nothing works; null where all does.</summary>
    public string? Fault { get; set; }

    /// <summary>Which documents the disk has no room for; null for a disk with room.</summary>
    public Func<string, bool>? Full { get; set; }

    public byte[]? TryRead(string name)
    {
        Check(name);
        return Documents.GetValueOrDefault(name);
    }

    public void Write(string name, ReadOnlySpan<byte> content)
    {
        Check(name);
        if (Full?.Invoke(name) == true)
        {
            throw new CertificateException(name, $"{name} can't be written: No space left on device");
        }

        Documents[name] = content.ToArray();
    }

    public void Delete(string name)
    {
        Check(name);
        Documents.TryRemove(name, out _);
    }

    public IDisposable? TryLock(string name) => _locks.TryAdd(name, true) ? new Held(_locks, name) : null;

    private void Check(string name)
    {
        if (Fault is not null) throw new CertificateException(name, Fault);
    }

    private sealed class Held(ConcurrentDictionary<string, bool> locks, string name) : IDisposable
    {
        public void Dispose() => locks.TryRemove(name, out _);
    }
}
