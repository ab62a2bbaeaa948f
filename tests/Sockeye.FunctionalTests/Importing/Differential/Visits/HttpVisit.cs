using System.Text;
using Sockeye.FunctionalTests.Importing.Differential.Systems;
using Sockeye.FunctionalTests.Testing.Clients;

namespace Sockeye.FunctionalTests.Importing.Differential.Visits;

/// <summary>An HTTP proxy's client: one request; behind CONNECT a few bytes for the target.</summary>
internal sealed record HttpVisit(byte[] Request) : IVisit
{
    public Frontend Frontend { get; init; } = Frontend.Http;

    public TlsOffer Tls { get; init; } = new();

    /// <summary>What a forwarded request's answer must hold; null for CONNECT.</summary>
    public string? Answer { get; init; }

    /// <summary>The field with the login of one of the files' users.</summary>
    public static string LoginOf(string user) => HttpClientSteps.Basic(user, SystemUsers.PasswordOf(user));

    public async Task<Fate> MakeAsync(SystemPorts ports)
    {
        await using var connection = await Tls.OpenAsync(ports[Frontend]);
        if (connection is null)
        {
            return Fate.TlsRefused;
        }

        await connection.OfferAsync(Request);
        switch (await connection.TakeStatusAsync())
        {
            case null:
                return Fate.Closed;
            case 200 when Answer is not null:
                var body = Encoding.ASCII.GetString(await connection.TakeAllAsync());
                return body.Contains(Answer, StringComparison.Ordinal) ? Fate.Served : new Fate(FateKind.AcceptedInVain, $"\"{body}\" came back");
            case 200:
                await connection.OfferAsync(VisitSteps.Payload);
                var fate = await connection.TakeAnswerAsync();
                return fate.Kind == FateKind.AcceptedInVain ? fate with { Detail = "HTTP 200" } : fate;
            case 407:
                return await connection.EndAsync(Fate.LoginRefused("HTTP 407"));
            case var status:
                return await connection.EndAsync(Fate.RequestRefused($"HTTP {status}"));
        }
    }
}
