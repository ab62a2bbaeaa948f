namespace Sockeye.FunctionalTests.Testing.NameServers;

/// <summary>Knot DNS: nothing but the one zone, everything in its folder.</summary>
internal static class KnotConfiguration
{
    public static string[] Arguments(string file) => ["-c", file];

    public static string Text(string folder, int port, string secret) => $$"""
        server:
            rundir: "{{folder}}"
            listen: "127.0.0.1@{{port}}"
            udp-workers: 1
            tcp-workers: 1
            background-workers: 1
        control:
            listen: "{{folder}}/knot.sock"
        database:
            storage: "{{folder}}"
        log:
          - target: stderr
            any: info
        key:
          - id: "{{NameServer.KeyName}}"
            algorithm: hmac-sha256
            secret: "{{secret}}"
          - id: "{{NameServer.OtherKeyName}}"
            algorithm: hmac-sha256
            secret: "{{secret}}"
        acl:
          - id: update
            key: "{{NameServer.KeyName}}"
            action: update
        zone:
          - domain: "{{NameServer.Zone}}"
            storage: "{{folder}}"
            file: "{{NameServer.Zone}}.zone"
            acl: update
        """;
}
