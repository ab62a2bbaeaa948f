using System.Text;
using Sockeye.FunctionalTests.Importing.Differential.Systems;
using Sockeye.FunctionalTests.Testing.Clients;

namespace Sockeye.FunctionalTests.Importing.Differential.Visits;

/// <summary>Bytes of another protocol, and whatever comes back to the end.</summary>
internal sealed record RawVisit(byte[] Bytes) : IVisit
{
    public Frontend Frontend { get; init; } = Frontend.Socks;

    /// <summary>Null for no TLS.</summary>
    public TlsOffer? Tls { get; init; } = new();

    public async Task<Fate> MakeAsync(SystemPorts ports)
    {
        await using var connection = Tls is null ? await ProxyConnection.OpenPlainAsync(ports[Frontend]) : await Tls.OpenAsync(ports[Frontend]);
        if (connection is null)
        {
            return Fate.TlsRefused;
        }

        await connection.OfferAsync(Bytes);
        return await connection.TakeAllAsync() switch
        {
            [] => Fate.Closed,
            [.. var head, _] when Encoding.ASCII.GetString(head).StartsWith("HTTP/1.1 407 ", StringComparison.Ordinal) => Fate.LoginRefused("HTTP 407"),
            [0x15, 3, ..] when Tls is null => Fate.TlsRefused,
            var answer => Fate.RequestRefused($"answered {VisitSteps.Hex(answer)}"),
        };
    }
}
