using System.Net;
using Sockeye.FunctionalTests.Importing.Differential.Systems;
using Sockeye.FunctionalTests.Testing.Clients;

namespace Sockeye.FunctionalTests.Importing.Differential.Visits;

/// <summary>A SOCKS5 client: greeting, login, request, and a few bytes for the target.</summary>
internal sealed record SocksVisit : IVisit
{
    public Frontend Frontend { get; init; } = Frontend.Socks;

    public TlsOffer Tls { get; init; } = new();

    public byte[] Greeting { get; init; } = Socks5Messages.Greeting(2);

    public byte[] Login { get; init; } = LoginOf(SystemUsers.Alice);

    public required byte[] Request { get; init; }

    /// <summary>What is sent behind the reply; empty for a command that carries nothing on this connection.</summary>
    public byte[] Data { get; init; } = VisitSteps.Payload;

    public Delivery Delivery { get; init; }

    /// <summary>What the client does once its bytes for the target are sent.</summary>
    public Func<ProxyConnection, Task<Fate>> Hear { get; init; } = VisitSteps.TakeAnswerAsync;

    /// <summary>Sends the login of one of the files' users.</summary>
    public static byte[] LoginOf(string user) => Socks5Messages.Login(user, SystemUsers.PasswordOf(user));

    public async Task<Fate> MakeAsync(SystemPorts ports)
    {
        await using var connection = await Tls.OpenAsync(ports[Frontend]);
        if (connection is null)
        {
            return Fate.TlsRefused;
        }

        if (Delivery == Delivery.AllAtOnce)
        {
            await connection.OfferAsync([.. Greeting, .. Login, .. Request, .. Data]);
        }

        var fate = await SpeakAsync(connection);
        var told = Tls.Tell(connection);
        return told.Length == 0 ? fate : fate with { Detail = told };
    }

    private async Task<Fate> SpeakAsync(ProxyConnection connection)
    {
        await SendAsync(connection, Greeting);
        switch (await connection.TakeAsync(2))
        {
            case []:
                return Fate.Closed;
            case [5, 2]:
                break;
            case var selection:
                return await connection.EndAsync(Fate.LoginRefused(VisitSteps.Hex(selection)));
        }

        await SendAsync(connection, Login);
        switch (await connection.TakeAsync(2))
        {
            case []:
                return await connection.EndAsync(Fate.LoginRefused("closed without a status"));
            case [1, 0]:
                break;
            case var status:
                return await connection.EndAsync(Fate.LoginRefused(VisitSteps.Hex(status)));
        }

        await SendAsync(connection, Request);
        var reply = await connection.TakeAsync(10);
        if (reply is not [5, var code, 0, 1 or 4, ..])
        {
            return await connection.EndAsync(Fate.RequestRefused(reply.Length == 0 ? "closed without a reply" : VisitSteps.Hex(reply)));
        }

        if (code != 0)
        {
            return await connection.EndAsync(Fate.RequestRefused($"reply {code:X2}"));
        }

        // An IPv6 address is longer than the ten bytes.
        await connection.TakeAsync(reply[3] == 4 ? 12 : 0);
        if (Data.Length == 0)
        {
            return Fate.Accepted(new IPAddress(reply[4..8]));
        }

        await SendAsync(connection, Data);
        return await Hear(connection);
    }

    private async Task SendAsync(ProxyConnection connection, byte[] message)
    {
        switch (Delivery)
        {
            case Delivery.OneByteAtATime:
                foreach (var one in message)
                {
                    await connection.OfferAsync([one]);
                }

                break;
            case Delivery.StepByStep:
                await connection.OfferAsync(message);
                break;
        }
    }
}

/// <summary>How a client's messages are cut.</summary>
internal enum Delivery
{
    /// <summary>Each waits for the answer to the one before.</summary>
    StepByStep,

    /// <summary>Greeting, login, request and payload in one record.</summary>
    AllAtOnce,

    /// <summary>A record for each byte.</summary>
    OneByteAtATime,
}
