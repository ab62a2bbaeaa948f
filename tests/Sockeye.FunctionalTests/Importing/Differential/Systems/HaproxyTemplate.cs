namespace Sockeye.FunctionalTests.Importing.Differential.Systems;

/// <summary><c>haproxy.cfg</c> as the deployed one, with quotes, since HAProxy expands variables inside them only.</summary>
internal static class HaproxyTemplate
{
    public static string Fill(string folder, SystemPorts ports, string idle)
    {
        var certificates = $"""crt "{folder}/$""" + $$"""{DOMAIN}/combined.pem" crt "{{folder}}/{{SystemFiles.OtherDomain}}/combined.pem" alpn h2,http/1.1""";
        return $"""
            defaults
              mode tcp
              timeout connect 5s
              timeout client {idle}
              timeout server {idle}

            frontend socks
              bind 127.0.0.1:{ports[Frontend.Socks]} ssl {certificates} ssl-min-ver TLSv1.3
              default_backend xray_socks

            frontend no_minimum
              bind 127.0.0.1:{ports[Frontend.NoMinimum]} ssl {certificates}
              default_backend xray_socks_without_udp

            frontend strict
              bind 127.0.0.1:{ports[Frontend.StrictSni]} ssl {certificates} ssl-min-ver TLSv1.3 strict-sni
              default_backend xray_socks

            frontend balanced
              bind 127.0.0.1:{ports[Frontend.AcceptProxy]} accept-proxy ssl {certificates} ssl-min-ver TLSv1.3
              default_backend xray_socks

            frontend http
              bind 127.0.0.1:{ports[Frontend.Http]} ssl {certificates} ssl-min-ver TLSv1.3
              default_backend xray_http

            backend xray_socks
              server xray 127.0.0.1:{ports.Socks} check

            backend xray_socks_without_udp
              server xray 127.0.0.1:{ports.SocksWithoutUdp} check

            backend xray_http
              server xray 127.0.0.1:{ports.Http} check

            """;
    }
}
