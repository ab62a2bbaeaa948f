using System.Collections.Concurrent;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;

namespace Sockeye.Tests.Certificates.Managed;

/// <summary>A store in memory, which counts and fails on demand.</summary>
internal sealed class MemoryCertificateStore : ICertificateStore
{
    public ConcurrentDictionary<string, byte[]> Documents { get; } = new();

    public string? Fault { get; set; }

    public byte[]? TryRead(string name)
    {
        Check(name);
        return Documents.GetValueOrDefault(name);
    }

    public void Write(string name, ReadOnlySpan<byte> content)
    {
        Check(name);
        Documents[name] = content.ToArray();
    }

    public void Delete(string name)
    {
        Check(name);
        Documents.TryRemove(name, out _);
    }

    public IDisposable? TryLock(string name) => throw new NotSupportedException();

    private void Check(string name)
    {
        if (Fault is not null) throw new CertificateException(name, Fault);
    }
}
