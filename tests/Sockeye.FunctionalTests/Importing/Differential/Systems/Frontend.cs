namespace Sockeye.FunctionalTests.Importing.Differential.Systems;

/// <summary>The ports of <c>haproxy.cfg</c>, by what their bind line says.</summary>
internal enum Frontend
{
    /// <summary>As the deployed line, with <c>ssl-min-ver TLSv1.3</c>; SOCKS5 with UDP behind it.</summary>
    Socks,

    /// <summary>Without a minimum of TLS; SOCKS5 without UDP behind it.</summary>
    NoMinimum,

    /// <summary><c>strict-sni</c>.</summary>
    StrictSni,

    /// <summary><c>accept-proxy</c>.</summary>
    AcceptProxy,

    /// <summary>HTTP behind it.</summary>
    Http,
}
