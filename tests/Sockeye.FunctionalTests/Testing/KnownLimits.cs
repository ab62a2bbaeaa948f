namespace Sockeye.FunctionalTests.Testing;

/// <summary>The one table of what SslStream cannot do; a test that needs it is skipped there by name.</summary>
internal static class KnownLimits
{
    private static readonly Dictionary<TlsAbility, string> OfSslStream = new()
    {
        [TlsAbility.TicketsAcrossCertificates] = "SslStream: the keys of session tickets belong to one certificate context and cannot be shared",
        [TlsAbility.ApplicationProtocol] = "SslStream: would refuse clients whose every ALPN name is unknown, so none is negotiated",
    };

    /// <summary>Skips the test where the kind of TLS cannot do this.</summary>
    public static void SkipWithout<TKind>(TlsAbility ability)
        where TKind : ITlsKind
    {
        if (typeof(TKind) == typeof(SslStreamKind) && OfSslStream.TryGetValue(ability, out var reason))
        {
            Assert.Skip(reason);
        }
    }
}

/// <summary>What a TLS implementation may lack.</summary>
internal enum TlsAbility
{
    /// <summary>A session that began under one certificate resumes under its successor.</summary>
    TicketsAcrossCertificates,

    /// <summary>ALPN is answered with a name of ours where the client offers it.</summary>
    ApplicationProtocol,
}
