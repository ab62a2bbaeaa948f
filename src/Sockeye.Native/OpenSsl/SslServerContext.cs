using System.Text;
using static Sockeye.Native.OpenSsl.SslConstants;

namespace Sockeye.Native.OpenSsl;

/// <summary>
/// An immutable set of certificates ready for handshakes: one SSL_CTX for each set of names, the first of them also for
/// no and for unknown names. Connections keep what they need of it alive after it is disposed.
/// </summary>
/// <remarks>TLS 1.3 only, no early data, stateless tickets, no session cache: nothing grows with the number of peers.</remarks>
public sealed class SslServerContext : IDisposable
{
    private const string Suites = "TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256";

    // The hybrid group exists since OpenSSL 3.5; an older library refuses the whole list.
    private const string Groups = "X25519:P-256";
    private const string HybridGroups = "X25519MLKEM768:" + Groups;

    // One, where the library sends two: each costs about 4 % of a handshake (docs/performance.md). A resumption brings
    // the next, so that a client that uses a ticket once never runs out; one that opens more at a time than it ever had
    // shakes hands in full for those.
    private const int Tickets = 1;

    private readonly SafeSslContextHandle _front;

    /// <summary>Builds the contexts.</summary>
    /// <param name="identities">The certificates; the first is the default.</param>
    /// <param name="applicationProtocols">ALPN names in order of preference, of 1 to 255 ASCII bytes each.</param>
    /// <param name="tickets">Keys for tickets; share them to keep resumption over a change of certificates.</param>
    /// <param name="challenge">How authorities' challenges are answered, or null where none is.</param>
    /// <exception cref="OpenSslException">A certificate or key cannot be used.</exception>
    public SslServerContext(
        IReadOnlyList<SslIdentity> identities, IReadOnlyList<string> applicationProtocols, TicketKeyRing tickets, SslChallenge? challenge = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(identities.Count);
        var sets = new IdentitySets(identities);
        var contexts = new Dictionary<string, SafeSslContextHandle>();
        _front = Create(sets.Default);
        try
        {
            contexts.Add(IdentitySets.KeyOf(sets.Default), _front);
            var byName = new Dictionary<string, SafeSslContextHandle>(StringComparer.Ordinal);
            foreach (var (name, set) in sets.ByName)
            {
                var key = IdentitySets.KeyOf(set);
                if (!contexts.TryGetValue(key, out var context)) contexts.Add(key, context = Create(set));
                byName.Add(name, context);
            }

            var state = new ServerState(_front, byName, applicationProtocols.Select(Encoding.ASCII.GetBytes).ToArray(), tickets, challenge);
            var pointer = state.AttachTo(_front);
            foreach (var context in contexts.Values)
            {
                if (context != _front) ContextState.Share(context, pointer);
                Configure(context, pointer, tickets);
            }

            if (challenge is not null) AnswerChallenges(_front, pointer);
        }
        catch
        {
            foreach (var context in contexts.Values) context.Dispose();
            throw;
        }
    }

    /// <summary>A connection that waits for a ClientHello.</summary>
    /// <param name="recordsPerKey">See <see cref="SslConnection.DefaultRecordsPerKey"/>.</param>
    public SslConnection Accept(long? recordsPerKey = null)
    {
        ErrorQueue.Clear();
        return new(SafeNativeHandle.Require(LibSsl.SSL_new(_front), "connection"), isServer: true, recordsPerKey);
    }

    /// <inheritdoc/>
    public void Dispose() => _front.Dispose();

    /// <summary>A context with certificates and nothing else.</summary>
    internal static SafeSslContextHandle Create(IReadOnlyList<SslIdentity> identities)
    {
        ErrorQueue.Clear();
        var context = SafeNativeHandle.Require(LibSsl.SSL_CTX_new(LibSsl.TLS_server_method()), "context");
        try
        {
            foreach (var identity in identities) Use(context, identity);
            return context;
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    private static void Use(SafeSslContextHandle context, SslIdentity identity)
    {
        using var leaf = SafeX509Handle.Decode(identity.Leaf);
        Check(LibSsl.SSL_CTX_use_certificate(context, leaf), "certificate");
        using var key = SafeEvpKeyHandle.Decode(identity.PrivateKey);

        // Refuses a key that is not the certificate's.
        Check(LibSsl.SSL_CTX_use_PrivateKey(context, key), "private key");
        foreach (var der in identity.Chain)
        {
            using var intermediate = SafeX509Handle.Decode(der);
            Check((int)LibSsl.SSL_CTX_ctrl(context, SSL_CTRL_CHAIN_CERT, 1, intermediate.DangerousGetHandle()), "intermediate certificate");
        }
    }

    private static unsafe void Configure(SafeSslContextHandle context, nint state, TicketKeyRing tickets)
    {
        SslContextSetup.Protocols(context, TLS1_3_VERSION, TLS1_3_VERSION);
        SslContextSetup.Modes(context);
        _ = LibSsl.SSL_CTX_set_options(
            context, SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
        Check(LibSsl.SSL_CTX_set_ciphersuites(context, Suites), "cipher suites");
        if (!SslContextSetup.TryGroups(context, HybridGroups) && !SslContextSetup.TryGroups(context, Groups))
        {
            throw new OpenSslException($"groups: {ErrorQueue.TakeReason()}");
        }

        _ = LibSsl.SSL_CTX_ctrl(context, SSL_CTRL_SET_SESS_CACHE_MODE, SSL_SESS_CACHE_OFF, 0);
        Check(LibSsl.SSL_CTX_set_max_early_data(context, 0), "early data");
        Check(LibSsl.SSL_CTX_set_num_tickets(context, Tickets), "tickets");
        Check(LibSsl.SSL_CTX_set_tlsext_ticket_key_evp_cb(context, &ServerState.OnTicket), "ticket keys");

        // RFC 8446 section 4.6.1: a ticket lives for seven days at most.
        var lifetime = Math.Min(tickets.Period.TotalSeconds * 2, TimeSpan.FromDays(7).TotalSeconds);
        _ = LibSsl.SSL_CTX_set_timeout(context, (nint)Math.Max(1, lifetime));
        fixed (byte* id = "sockeye"u8)
        {
            Check(LibSsl.SSL_CTX_set_session_id_context(context, id, 7), "session id context");
        }

        LibSsl.SSL_CTX_set_alpn_select_cb(context, &ServerState.OnApplicationProtocol, state);
        _ = LibSsl.SSL_CTX_callback_ctrl(context, SSL_CTRL_SET_TLSEXT_SERVERNAME_CB, &ServerState.OnServerName);
        _ = LibSsl.SSL_CTX_ctrl(context, SSL_CTRL_SET_TLSEXT_SERVERNAME_ARG, 0, state);
    }

    // On the front context only: a hello comes in there, and a switch to another is what it decides.
    private static unsafe void AnswerChallenges(SafeSslContextHandle front, nint state) =>
        LibSsl.SSL_CTX_set_client_hello_cb(front, &ChallengeState.OnClientHello, state);

    private static void Check(int result, string what)
    {
        if (result != 1) throw new OpenSslException($"{what}: {ErrorQueue.TakeReason()}");
    }
}
