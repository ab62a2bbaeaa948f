namespace Sockeye.Acme.Wire;

/// <summary>Nonces that came with answers (RFC 8555 section 6.5), the newest first: old ones are the first that an authority forgets.</summary>
internal sealed class NoncePool
{
    private const int Capacity = 16;
    private const int MaximumChars = 512;

    private readonly Lock _lock = new();
    private readonly LinkedList<string> _nonces = new();

    /// <summary>Keeps one for later.</summary>
    public void Add(string? nonce)
    {
        if (nonce is null)
        {
            return;
        }

        lock (_lock)
        {
            _nonces.AddLast(nonce);
            if (_nonces.Count > Capacity)
            {
                _nonces.RemoveFirst();
            }
        }
    }

    /// <summary>The newest, or null.</summary>
    public string? TryTake()
    {
        lock (_lock)
        {
            var newest = _nonces.Last;
            if (newest is not null)
            {
                _nonces.RemoveLast();
            }

            return newest?.Value;
        }
    }

    /// <summary>Whether a header's value is a nonce: base64url, everything else must be ignored (RFC 8555 section 6.5.1).</summary>
    public static bool IsNonce(string text) =>
        text.Length is > 0 and <= MaximumChars && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
