namespace Sockeye.Cli;

/// <summary>What <c>sockeye</c> alone prints: all that it can do, on one screen.</summary>
internal static class Overview
{
    public const string Text = """
        Sockeye: SOCKS5 and HTTP CONNECT over TLS 1.3, with users, routes and upstream proxies.

          sockeye serve                        run the proxy; the first start makes a user for you
          sockeye user add NAME                make a user with a strong password, shown once
          sockeye user list | show | set | password | enable | disable | remove
          sockeye user config NAME --format F  a client's configuration: curl, browsers, Xray, QR code
          sockeye upstream add ID URL          an external proxy: socks5, socks5s, http or https
          sockeye upstream list | show | set | test | remove
          sockeye route NAME HOST:PORT         which rule decides for a user, and which way out
          sockeye cert status | issue | renew | import | remove | authority
                                               certificates: by ACME, of your own, of the local authority
          sockeye check                        validate the configuration without starting
          sockeye import                       take over the files of a HAProxy and Xray system
          sockeye connect URL                  a local port for programs that speak no TLS to a proxy
          sockeye export --haproxy F --xray F  the files that HAProxy and Xray run on

        Every command takes --help, --config FILE and --data DIR; those that list or show take --json.
        """;

    public static int Print(CliEnvironment environment)
    {
        environment.Out.WriteLine(Text);
        return ExitStatus.Done;
    }
}
