namespace Sockeye.Control.Importing.Haproxy.Proxies;

/// <summary>The sections that make a proxy.</summary>
internal enum ProxyKind
{
    Defaults,
    Frontend,
    Backend,

    /// <summary>A frontend and a backend of one name.</summary>
    Listen,
}
