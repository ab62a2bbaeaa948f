using Sockeye.Control.Clients;
using Sockeye.Engine.Authentication;

namespace Sockeye.Tests.Clients;

/// <summary>The users and servers that configurations are written for.</summary>
internal static class ClientProfiles
{
    /// <summary>A user of the local authority's server, without a password.</summary>
    public static ClientProfile Placeholder => new()
    {
        UserName = "alice", Host = "proxy.example", Port = 1080, AuthorityFile = "/home/alice/ca.pem", AuthorityPem = Pem,
    };

    /// <summary>What every syntax trips over, in the name, the password and the file's path.</summary>
    public static ClientProfile Nasty => new()
    {
        UserName = "o'B \"x\" 名\u2028$HOME",
        Password = "p\"a's s\\w$o`r%d:é😀,#\t;",
        Host = "2001:db8::7",
        Port = 443,
        AuthorityFile = "/home/o'b \"x\"/c\\a.pem",
        AuthorityPem = Pem,
    };

    /// <summary>A certificate that everybody trusts; plain UDP served; a generated password.</summary>
    public static ClientProfile Public => new()
    {
        UserName = "bob", Password = "generated234", Host = "proxy.example", Port = 443, Udp = new InboundUdp(Tunnel: true, Plain: true),
    };

    /// <summary>Without TLS.</summary>
    public static ClientProfile Plaintext => new()
    {
        UserName = "carol", Password = "generated234", Host = "127.0.0.1", Port = 10800, IsTls = false, Udp = new InboundUdp(Tunnel: true, Plain: true),
        Commands = UserCommands.Connect,
    };

    private const string Pem = "-----BEGIN CERTIFICATE-----\nAAAABBBBCCCCDDDD\nEEEE\n-----END CERTIFICATE-----";

    public static ClientProfile Of(string name) => name switch
    {
        "placeholder" => Placeholder,
        "nasty" => Nasty,
        "public" => Public,
        _ => Plaintext,
    };
}
