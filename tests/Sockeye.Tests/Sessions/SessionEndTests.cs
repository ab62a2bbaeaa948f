using System.Net;
using Sockeye.Engine.Sessions;
using Sockeye.Tests.Testing;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Sessions;

public sealed class SessionEndTests
{
    [Fact]
    public async Task End_WhileAChannelIsBeingAttached_AbortsIt()
    {
        SessionRegistry registry = new(new SessionClock(TimeProvider.System));
        for (var round = 0; round < 1_000; round++)
        {
            using var session = registry.Begin("in", new IPEndPoint(IPAddress.Loopback, 1));
            DuplexPair pair = new();
            await Task.WhenAll(Task.Run(() => session.End(SessionEndReason.ServerStopped)), Task.Run(() => session.AttachTarget(pair.Near)));

            (await pair.Far.ReadToEndAsync().Limited()).Bytes.ShouldBeEmpty();
        }
    }
}
