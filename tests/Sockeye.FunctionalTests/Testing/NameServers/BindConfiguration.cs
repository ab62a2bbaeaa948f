namespace Sockeye.FunctionalTests.Testing.NameServers;

/// <summary>BIND's named: nothing but the one zone, no control channel, no file outside its folder.</summary>
internal static class BindConfiguration
{
    public static string[] Arguments(string file) => ["-g", "-c", file, "-n", "1"];

    public static string Text(string folder, int port, string secret) => $$"""
        key "{{NameServer.KeyName}}" { algorithm hmac-sha256; secret "{{secret}}"; };
        key "{{NameServer.OtherKeyName}}" { algorithm hmac-sha256; secret "{{secret}}"; };
        controls { };
        options {
            directory "{{folder}}";
            pid-file none;
            session-keyfile none;
            listen-on port {{port}} { 127.0.0.1; };
            listen-on-v6 { none; };
            recursion no;
            notify no;
            dnssec-validation no;
            empty-zones-enable no;
        };
        zone "{{NameServer.Zone}}" {
            type primary;
            file "{{NameServer.Zone}}.zone";
            allow-update { key "{{NameServer.KeyName}}"; };
        };
        """;
}
