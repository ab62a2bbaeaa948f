using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Sockeye.Engine.Transport.Sockets;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Dialing;

/// <summary>A network in which the test says how each attempt ends, and when.</summary>
internal sealed class ScriptedConnector : ITcpConnector
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<TcpAttempt>> _attempts = new();

    /// <summary>The addresses tried, in order.</summary>
    public ConcurrentQueue<string> Tried { get; } = new();

    /// <summary>The addresses whose attempt was cancelled while it was under way.</summary>
    public ConcurrentQueue<string> Cancelled { get; } = new();

    /// <summary>Sockets that connect just as their attempt is cancelled.</summary>
    public Dictionary<string, SocketPort> ConnectsWhenCancelled { get; } = [];

    public async ValueTask<TcpAttempt> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var address = endPoint.Address.ToString();
        var attempt = Attempt(address);
        Tried.Enqueue(address);
        await using var registration = cancellationToken.UnsafeRegister(
            _ =>
            {
                var late = ConnectsWhenCancelled.GetValueOrDefault(address);
                if (attempt.TrySetResult(new TcpAttempt(late, late is null ? SocketError.OperationAborted : SocketError.Success)))
                {
                    Cancelled.Enqueue(address);
                }
            },
            null);
        return await attempt.Task;
    }

    public void Fail(string address, SocketError error) => Attempt(address).TrySetResult(new TcpAttempt(null, error)).ShouldBeTrue();

    public SocketPort Succeed(string address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp).Portable();
        Attempt(address).TrySetResult(new TcpAttempt(socket, SocketError.Success)).ShouldBeTrue();
        return socket;
    }

    private TaskCompletionSource<TcpAttempt> Attempt(string address) => _attempts.GetOrAdd(address, _ => new());
}
