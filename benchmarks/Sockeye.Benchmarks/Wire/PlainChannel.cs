using System.Net.Sockets;

namespace Sockeye.Benchmarks.Wire;

/// <summary>A bare TCP connection. It owns the socket.</summary>
internal sealed class PlainChannel(Socket socket) : Channel
{
    public override TimeSpan ReceiveTimeout
    {
        set => socket.ReceiveTimeout = (int)value.TotalMilliseconds;
    }

    public override void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[socket.Send(bytes)..];
    }

    public override int Receive(Span<byte> bytes) => socket.Receive(bytes);

    public override void Finish() => socket.Shutdown(SocketShutdown.Send);

    public override void Dispose() => socket.Dispose();
}
