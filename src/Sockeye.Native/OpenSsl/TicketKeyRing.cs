using System.Security.Cryptography;

namespace Sockeye.Native.OpenSsl;

/// <summary>
/// The keys that session tickets are sealed with (RFC 8446 section 4.6.1): the current one seals, the previous one
/// still opens. Turned by the clock at the first use after a period, so no timer runs.
/// </summary>
public sealed class TicketKeyRing(TimeProvider time, TimeSpan period)
{
    private readonly Lock _gate = new();
    private State? _state;

    /// <summary>How long a key seals; it opens tickets for as long again.</summary>
    public TimeSpan Period { get; } = period > TimeSpan.Zero
        ? period
        : throw new ArgumentOutOfRangeException(nameof(period), period, "The rotation period must be positive.");

    internal TicketKey Current => Turn().Current;

    /// <summary>The key of that name, or null.</summary>
    internal TicketKey? Find(ReadOnlySpan<byte> name)
    {
        var state = Turn();
        if (state.Current.Name.AsSpan().SequenceEqual(name)) return state.Current;
        return state.Previous is { } previous && previous.Name.AsSpan().SequenceEqual(name) ? previous : null;
    }

    private State Turn()
    {
        var state = Volatile.Read(ref _state);
        if (state is not null && time.GetElapsedTime(state.Since) < Period) return state;
        lock (_gate)
        {
            state = _state;
            var age = state is null ? TimeSpan.MaxValue : time.GetElapsedTime(state.Since);
            if (state is not null && age < Period) return state;

            // After two idle periods even the current key is too old to open anything.
            state = new(TicketKey.Create(), age < Period * 2 ? state?.Current : null, time.GetTimestamp());
            Volatile.Write(ref _state, state);
            return state;
        }
    }

    private sealed record State(TicketKey Current, TicketKey? Previous, long Since);
}

/// <summary>One key: a public name, AES-256-CBC and HMAC-SHA256 as SSL_CTX_set_tlsext_ticket_key_evp_cb(3) has it.</summary>
internal sealed class TicketKey
{
    internal const int NameBytes = 16;
    internal const int IvBytes = 16;

    private TicketKey()
    {
    }

    internal byte[] Name { get; } = RandomNumberGenerator.GetBytes(NameBytes);

    internal byte[] Cipher { get; } = RandomNumberGenerator.GetBytes(32);

    internal byte[] Mac { get; } = RandomNumberGenerator.GetBytes(32);

    internal static TicketKey Create() => new();
}
