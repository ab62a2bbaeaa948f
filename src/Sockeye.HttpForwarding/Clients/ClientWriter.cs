using System.IO.Pipelines;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;

namespace Sockeye.HttpForwarding.Clients;

/// <summary>From the server's pipe into the client's channel. A slow client holds the pipe, the pipe holds the server, the server holds the target.</summary>
internal sealed class ClientWriter(Session session, DuplexChannel channel, PipeReader pipe)
{
    private volatile ChannelEnd _end;

    /// <summary><see cref="ChannelEnd.None"/> while every byte went out.</summary>
    public ChannelEnd End => _end;

    /// <summary>Never throws; <paramref name="onLost"/> is called where the client takes no more.</summary>
    public async Task RunAsync(Action onLost)
    {
        while (true)
        {
            var result = await pipe.ReadAsync();
            var buffer = result.Buffer;
            foreach (var segment in buffer)
            {
                if (segment.IsEmpty)
                {
                    continue;
                }

                _end = await channel.WriteAsync(segment);
                if (_end != ChannelEnd.None)
                {
                    pipe.AdvanceTo(buffer.End);
                    await pipe.CompleteAsync();
                    onLost();
                    return;
                }

                session.Touch();
            }

            pipe.AdvanceTo(buffer.End);
            if (result.IsCompleted || result.IsCanceled)
            {
                await pipe.CompleteAsync();
                return;
            }
        }
    }
}
