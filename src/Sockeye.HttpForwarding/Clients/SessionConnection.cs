using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;

namespace Sockeye.HttpForwarding.Clients;

/// <summary>A session's channel as the HTTP server sees it: a connection whose bytes come from the session and go back to it.</summary>
internal sealed class SessionConnection : ConnectionContext, IConnectionIdFeature, IConnectionItemsFeature, IConnectionLifetimeFeature, IConnectionTransportFeature, IMemoryPoolFeature, IDuplexPipe
{
#pragma warning disable CA2213 // no timer and no wait handle in it, and an abort may still be on its way
    private readonly CancellationTokenSource _closed = new();
#pragma warning restore CA2213
    private readonly TaskCompletionSource _served = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DuplexChannel _channel;
    private readonly TimeProvider _time;
    private readonly Pipe _input = ClientPipes.CreateInput();
    private readonly Pipe _output = ClientPipes.CreateOutput();
    private readonly ClientReader _reader;
    private readonly ClientWriter _writer;
    private int _lost;

    public SessionConnection(Session session, DuplexChannel channel, TimeProvider time)
    {
        Session = session;
        _channel = channel;
        _time = time;
        _reader = new ClientReader(session, channel, _input.Writer);
        _writer = new ClientWriter(session, channel, _output.Reader);
        ConnectionId = session.Id.ToString(CultureInfo.InvariantCulture);
        ConnectionClosed = _closed.Token;
        Transport = this;
        Features.Set<IConnectionIdFeature>(this);
        Features.Set<IConnectionItemsFeature>(this);
        Features.Set<IConnectionLifetimeFeature>(this);
        Features.Set<IConnectionTransportFeature>(this);
        Features.Set<IMemoryPoolFeature>(this);
        Features.Set(this);
    }

    public Session Session { get; }

    /// <summary>What the requests came to.</summary>
    public ConnectionVerdict Verdict { get; } = new();

    /// <summary>Whether the client is gone or was let go: what fails from now on is a consequence.</summary>
    public bool IsLost => Volatile.Read(ref _lost) != 0;

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new ConnectionItems();

    public override IDuplexPipe Transport { get; set; }

    public override CancellationToken ConnectionClosed { get; set; }

    public override EndPoint? RemoteEndPoint { get => Session.ClientEndPoint; set => throw new NotSupportedException(); }

    public override EndPoint? LocalEndPoint { get => _channel.LocalEndPoint; set => throw new NotSupportedException(); }

    public PipeReader Input => _input.Reader;

    public PipeWriter Output => _output.Writer;

    public MemoryPool<byte> MemoryPool => MemoryPool<byte>.Shared;

    /// <summary>Carries bytes until the server is done with the connection and everything is flushed; then closes without destroying the last answer.</summary>
    public async Task<SessionEndReason> RunAsync(ReadOnlyMemory<byte> readAhead)
    {
        var reading = _reader.RunAsync(readAhead, Lose);
        var writing = _writer.RunAsync(Lose);
        await _served.Task;
        var endedByClient = _reader.End;
        await _input.Reader.CompleteAsync();
        await _output.Writer.CompleteAsync();
        await writing;
        if (!IsLost && await _channel.CompleteWritesAsync() == ChannelEnd.None && !reading.IsCompleted)
        {
            await Task.WhenAny(reading, Task.Delay(SessionTimeouts.Linger, _time));
        }

        if (!reading.IsCompleted)
        {
            _channel.Abort();
        }

        await reading;
        return Verdict.EndReason(Session, endedByClient, _writer.End);
    }

    /// <summary>The server gives up: what the client has got must not look complete.</summary>
    public override void Abort(ConnectionAbortedException abortReason) => Abort();

    /// <inheritdoc cref="Abort(ConnectionAbortedException)"/>
    public override void Abort()
    {
        _channel.Abort();
        Lose();
    }

    /// <summary>The server is done with the connection.</summary>
    public override ValueTask DisposeAsync()
    {
        _served.TrySetResult();
        return base.DisposeAsync();
    }

    private void Lose()
    {
        if (Interlocked.Exchange(ref _lost, 1) == 0)
        {
            // Not on this thread: it polls, and callbacks of the server and the forwarder hang on the token.
            ThreadPool.UnsafeQueueUserWorkItem(static closed => closed.Cancel(), _closed, preferLocal: false);
        }
    }
}
