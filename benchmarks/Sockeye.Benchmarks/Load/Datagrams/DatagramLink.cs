using System.Net;

namespace Sockeye.Benchmarks.Load.Datagrams;

/// <summary>One association, blocking: datagrams to the target and back.</summary>
internal abstract class DatagramLink : IDisposable
{
    /// <summary>Without an answer for so long, a datagram counts as lost.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <summary>Sends one, or has it wait for <see cref="Flush"/>.</summary>
    public abstract void Send(ReadOnlySpan<byte> payload);

    /// <summary>Sends what waits.</summary>
    public abstract void Flush();

    /// <summary>Whether an answer is here already.</summary>
    public abstract bool HasAnswer { get; }

    /// <summary>The next answer, valid until the next call; false where none came for <see cref="Patience"/>.</summary>
    public abstract bool TryReceive(out ReadOnlySpan<byte> payload);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Opens one.</summary>
    public static DatagramLink Open(Dialer dialer, DatagramRoute route)
    {
        var headers = new DatagramHeaders(route.Form, route.TargetPort);
        if (route.Form == DatagramForm.Direct) return new SocketDatagramLink(null, new(IPAddress.Loopback, route.TargetPort), headers);
        var channel = dialer.Open(AssociationRequests.For(route.Form), route.UsesTls, out var bound);
        try
        {
            return route.Form == DatagramForm.Plain
                ? new SocketDatagramLink(channel, bound, headers)
                : new StreamDatagramLink(channel, headers, AssociationRequests.Behind(route));
        }
        catch
        {
            channel.Dispose();
            throw;
        }
    }
}
