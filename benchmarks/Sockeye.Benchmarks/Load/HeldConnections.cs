using System.Net.Sockets;
using Sockeye.Benchmarks.Target;
using Sockeye.Benchmarks.Wire;

namespace Sockeye.Benchmarks.Load;

/// <summary>Connections that stay open over jobs, without a thread or a buffer each. Each was answered once.</summary>
internal sealed class HeldConnections(byte[] authority) : IDisposable
{
    private const int Threads = 8;
    private const int MessageBytes = 64;

    private readonly List<TlsChannel> _channels = [];

    public int Count => _channels.Count;

    public IReadOnlyList<TlsChannel> Channels => _channels;

    /// <summary>Opens more until there are so many.</summary>
    /// <exception cref="IOException">One did not come about; what is open stays.</exception>
    public void OpenUpTo(Route route, int count)
    {
        var missing = count - _channels.Count;
        Exception? fault = null;
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(Open, maxStackSize: 512 * 1024)).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        if (fault is not null) throw new IOException($"With {_channels.Count} connections open: {fault.Message}", fault);

        void Open()
        {
            using var dialer = new Dialer(route, authority, new());
            while (fault is null && Interlocked.Decrement(ref missing) >= 0)
            {
                try
                {
                    var channel = Park(dialer);
                    lock (_channels) _channels.Add(channel);
                }
                catch (Exception e) when (e is IOException or SocketException or LoginRefusedException)
                {
                    fault = e;
                }
            }
        }
    }

    /// <summary>Closes them all.</summary>
    public void Dispose()
    {
        foreach (var channel in _channels) channel.Dispose();
        _channels.Clear();
    }

    private static TlsChannel Park(Dialer dialer)
    {
        var channel = dialer.Open();
        try
        {
            Span<byte> message = stackalloc byte[MessageBytes];
            message.Clear();
            message[0] = TargetProtocol.Park;
            channel.Send(message);
            channel.ReceiveExactly(message);
            channel.Rest();
            return channel;
        }
        catch
        {
            channel.Dispose();
            throw;
        }
    }
}
