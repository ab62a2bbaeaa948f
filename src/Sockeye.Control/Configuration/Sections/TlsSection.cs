using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>tls</c> at the file's root.</summary>
internal static class TlsSection
{
    public static TlsOptions Bind(ConfigurationSection root) =>
        root.Section("tls") is not { } tls ? new TlsOptions() : new TlsOptions
        {
            Provider = tls.Choice(
                "provider",
                TlsProviderChoice.Auto,
                ("auto", TlsProviderChoice.Auto),
                ("openssl", TlsProviderChoice.OpenSsl),
                ("sslstream", TlsProviderChoice.SslStream)),
        };
}
