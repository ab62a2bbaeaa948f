namespace Sockeye.Control.Configuration.Reading;

/// <summary>Every key that the reader knows; schema/sockeye.schema.json knows the same, which a test holds them to.</summary>
internal static class ConfigurationShapes
{
    public static readonly ConfigurationShape Certificate = new(("certificate", null), ("key", null));

    public static readonly ConfigurationShape InboundTls = new(("certificates", Certificate), ("acme", null));

    public static readonly ConfigurationShape ProxyProtocol = new(("from", null));

    public static readonly ConfigurationShape Bind = new(("enabled", null), ("advertise", null), ("ports", null), ("timeout", null));

    public static readonly ConfigurationShape Udp = new(("tunnel", null), ("plain", null), ("advertise", null), ("ports", null));

    public static readonly ConfigurationShape Inbound = new(
        ("tag", null), ("listen", null), ("protocols", null), ("tls", InboundTls), ("allowPlaintext", null),
        ("proxyProtocol", ProxyProtocol), ("bind", Bind), ("udp", Udp));

    public static readonly ConfigurationShape OutboundTls = new(("serverName", null), ("certificateAuthority", null), ("pin", null));

    public static readonly ConfigurationShape Outbound = new(("tag", null), ("url", null), ("tls", OutboundTls), ("udp", null), ("fallback", null));

    public static readonly ConfigurationShape Rule = new(("name", null), ("inbound", null), ("user", null), ("network", null), ("outbound", null));

    public static readonly ConfigurationShape Routing = new(("rules", Rule), ("default", null));

    public static readonly ConfigurationShape Propagation = new(("resolvers", null), ("timeout", null));

    public static readonly ConfigurationShape Tsig = new(("name", null), ("algorithm", null), ("secret", null), ("secretFile", null));

    public static readonly ConfigurationShape Dns = new(
        ("provider", null), ("command", null), ("timeout", null), ("server", null), ("zone", null), ("tsig", Tsig), ("ttl", null),
        ("url", null), ("credentialsFile", null), ("token", null), ("tokenFile", null), ("propagation", Propagation));

    public static readonly ConfigurationShape ExternalAccount = new(("keyId", null), ("hmacKey", null), ("hmacKeyFile", null));

    public static readonly ConfigurationShape Acme = new(
        ("tag", null), ("names", null), ("email", null), ("directory", null), ("directoryAuthority", null),
        ("staging", null), ("challenge", null), ("httpListen", null), ("profile", null), ("key", null), ("reuseKey", null),
        ("externalAccount", ExternalAccount), ("dns", Dns));

    public static readonly ConfigurationShape Guard = new(("allowPrivateNetworks", null));

    public static readonly ConfigurationShape Timeouts = new(
        ("handshake", null), ("request", null), ("dial", null), ("idle", null), ("halfClosed", null), ("drain", null));

    public static readonly ConfigurationShape Admin = new(("listen", null));

    public static readonly ConfigurationShape Log = new(("format", null), ("access", null));

    public static readonly ConfigurationShape Tls = new(("provider", null));

    public static readonly ConfigurationShape Limits = new(("connections", null));

    public static readonly ConfigurationShape Root = new(
        ("$schema", null), ("inbounds", Inbound), ("outbounds", Outbound), ("routing", Routing), ("acme", Acme), ("guard", Guard),
        ("timeouts", Timeouts), ("admin", Admin), ("log", Log), ("tls", Tls), ("limits", Limits));
}
