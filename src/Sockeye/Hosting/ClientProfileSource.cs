using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Cli;
using Sockeye.Control.Clients;
using Sockeye.Control.Configuration;
using Sockeye.Control.Users;
using Sockeye.Core.Net;
using Sockeye.Engine.Inbounds;

namespace Sockeye.Hosting;

/// <summary>Finds what a client of one user has to know of one inbound.</summary>
internal sealed class ClientProfileSource(CommandContext context, CliEnvironment environment)
{
    /// <summary>The profile, without a password.</summary>
    /// <param name="user">The user.</param>
    /// <param name="tag">The inbound's tag; null for the one that the commands to copy are made for.</param>
    /// <param name="host">The name or address to write, perhaps with a port; null for the inbound's own.</param>
    /// <param name="authorityFile">Where the client has the authority's file; null for where it is here.</param>
    public (ClientProfile Profile, InboundProtocols Protocols) Find(UserRecord user, string? tag, string? host, string? authorityFile)
    {
        var options = context.LoadOptions(knownUpstreams: null, environment);
        var reachable = ConnectionHints.All(context, () => options);
        var inbound = tag is null ? ConnectionHints.Preferred(reachable) : reachable.FirstOrDefault(i => i.Tag == tag);
        if (inbound is null)
        {
            throw CliException.Usage($"no inbound is called \"{tag}\"; there is: {string.Join(", ", reachable.Select(i => i.Tag))}");
        }

        var configured = options.Inbounds.FirstOrDefault(i => i.Tag == inbound.Tag)
            ?? throw CliException.Usage($"the running server has an inbound \"{inbound.Tag}\" that the configuration no longer has; name another by --inbound");
        var (name, port) = Address(host, inbound);
        var authority = host is not null && inbound.StoredTags.Length > 0
            ? StoredCertificateHints.AuthorityFor(name, inbound, context.DataDirectory)
            : inbound.CertificateAuthority;
        return (
            new ClientProfile
            {
                UserName = user.Name,
                Commands = user.Commands,
                Host = name,
                Port = port,
                IsTls = inbound.IsTls,
                AuthorityFile = inbound.IsTls ? authorityFile ?? authority : null,
                AuthorityPem = inbound.IsTls ? ReadAuthority(authorityFile, authority) : null,
                Udp = InboundUdp.Of(configured),
            },
            configured.Protocols);
    }

    private (string Name, int Port) Address(string? host, ReachableInbound inbound)
    {
        if (host is null)
        {
            if (inbound.Port == 0)
            {
                throw CliException.Failed("the inbound's port is chosen at its start: start the server first, or name it by --host HOST:PORT");
            }

            if (inbound.Host is "localhost" or "127.0.0.1" or "::1")
            {
                environment.Error.WriteLine("note: the address is this machine's own; for clients elsewhere name the server by --host HOST");
            }

            return (inbound.Host, inbound.Port);
        }

        if (Destination.TryParse(host, out var both) && both.Port != 0 && IsHost(both.Host))
        {
            return (both.Host, both.Port);
        }

        return Destination.TryFromHost(host, (ushort)inbound.Port, out var alone) && IsHost(alone.Host)
            ? (alone.Host, alone.Port)
            : throw CliException.Usage("--host takes a name or an address, and a port behind a colon if it is another: proxy.example, 192.0.2.7:443, [2001:db8::1]:443");
    }

    // What other characters mean in a client's syntax must not matter.
    private static bool IsHost(string host) => host.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '%');

    /// <summary>The certificates alone: what else stands in a file of the operator's must not travel.</summary>
    private static string? ReadAuthority(string? asked, string? own)
    {
        if (new[] { asked, own }.FirstOrDefault(File.Exists) is not { } file)
        {
            return null;
        }

        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(File.ReadAllText(file));
            if (certificates.Count > 0)
            {
                return certificates.ExportCertificatePems();
            }
        }
        catch (CryptographicException)
        {
            // said below
        }
        finally
        {
            foreach (var certificate in certificates)
            {
                certificate.Dispose();
            }
        }

        throw CliException.Failed($"{file} holds no certificate in PEM");
    }
}
