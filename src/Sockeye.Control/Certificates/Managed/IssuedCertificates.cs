using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>Puts what was issued into the store, with what is known of it. Where that fails it is kept here: the authority is not asked again for a full disk.</summary>
internal sealed class IssuedCertificates(ICertificateStore store, TimeProvider time, ILogger logger)
{
    // Costs nobody anything but this disk.
    private static readonly TimeSpan WriteAgain = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, RenewalResult.Issued> _unwritten = new(StringComparer.Ordinal);

    // What the store said last of each: a full disk is told once, not at each look.
    private readonly ConcurrentDictionary<string, string> _faults = new(StringComparer.Ordinal);

    /// <summary>What was issued for this very wish and could not be written; null for nothing.</summary>
    public RenewalResult.Issued? FindUnwritten(AcmeOptions wish) => _unwritten.GetValueOrDefault(KeyOf(wish));

    /// <summary>Writes; a failure has the time when to try again.</summary>
    public RenewalResult Keep(AcmeOptions wish, RenewalResult.Issued issued)
    {
        _unwritten[KeyOf(wish)] = issued;
        try
        {
            store.Write(StoredCertificate.DocumentOf(wish.Tag), StoredCertificate.Write(issued.Certificate));
            new CertificateState
            {
                Directory = wish.Directory, Profile = wish.Profile, Names = wish.Names, IssuedAt = time.GetUtcNow(), Attempted = WishFingerprint.Of(wish),
            }.Write(store, wish.Tag);
        }
        catch (CertificateException error)
        {
            return Fail(wish, error, WriteAgain);
        }

        _unwritten.TryRemove(KeyOf(wish), out _);
        _faults.TryRemove(wish.Tag, out _);
        Report(wish, issued);
        return issued;
    }

    /// <summary>The store can't be used: a result, and a line in the log where it is another fault than at the last look.</summary>
    public RenewalResult.Failed Fail(AcmeOptions wish, CertificateException error, TimeSpan pause)
    {
        var retryAt = time.GetUtcNow() + pause;
        if (_faults.GetValueOrDefault(wish.Tag) != error.Message)
        {
            _faults[wish.Tag] = error.Message;
            CertificateLog.IssuingFailed(logger, wish.Tag, error.Message, retryAt);
        }

        return new RenewalResult.Failed(error.Message, retryAt);
    }

    private static string KeyOf(AcmeOptions wish) => $"{wish.Tag} {WishFingerprint.Of(wish)}";

    private void Report(AcmeOptions wish, RenewalResult.Issued issued)
    {
        var leaf = issued.Certificate.Leaf;
        CertificateLog.Issued(logger, wish.Tag, wish.Names, wish.Directory.Host, new DateTimeOffset(leaf.NotAfter));
        if (new DateTimeOffset(leaf.NotBefore) > time.GetUtcNow())
        {
            CertificateLog.ClockBehind(logger, wish.Tag, new DateTimeOffset(leaf.NotBefore));
        }
    }
}
