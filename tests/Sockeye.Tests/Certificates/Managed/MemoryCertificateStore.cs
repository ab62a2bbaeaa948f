using System.Collections.Concurrent;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;

namespace Sockeye.Tests.Certificates.Managed;

/// <summary>A store in memory: what a fleet's will be, and a disk that can be full.</summary>
internal sealed class MemoryCertificateStore : ICertificateStore
{
    private readonly ConcurrentDictionary<string, byte[]> _documents = new();
    private readonly ConcurrentDictionary<string, bool> _locks = new();

    /// <summary>Why nothing can be written to documents that the predicate takes; null for a healthy disk.</summary>
    public Func<string, bool>? Full { get; set; }

    /// <summary>What was written, in order.</summary>
    public List<string> Writes { get; } = [];

    public byte[]? TryRead(string name) => _documents.GetValueOrDefault(name);

    public void Write(string name, ReadOnlySpan<byte> content)
    {
        if (Full?.Invoke(name) == true)
        {
            throw new CertificateException(name, $"{name} can't be written: No space left on device");
        }

        Writes.Add(name);
        _documents[name] = content.ToArray();
    }

    public void Delete(string name) => _documents.TryRemove(name, out _);

    public IDisposable? TryLock(string name) => _locks.TryAdd(name, true) ? new Held(this, name) : null;

    private sealed class Held(MemoryCertificateStore store, string name) : IDisposable
    {
        public void Dispose() => store._locks.TryRemove(name, out _);
    }
}
