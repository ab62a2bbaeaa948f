namespace Sockeye.Engine.Authentication;

/// <summary>One login that waits for a hash.</summary>
internal sealed class HashWaiter(HashQueue queue, HashJob job, HashSource source)
{
    // Continuations hop to the thread pool: a session must never run on a hashing thread, or under the queue's lock.
    private readonly TaskCompletionSource<AuthenticationResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HashJob Job { get; } = job;

    public HashSource Source { get; } = source;

    /// <summary>The place among the job's waiters; null once it has left.</summary>
    public LinkedListNode<HashWaiter>? Place { get; set; }

    public void Answer(AuthenticationResult result) => _answer.TrySetResult(result);

    public void Fail(Exception exception) => _answer.TrySetException(exception);

    /// <summary>The answer; cancellation leaves the queue.</summary>
    public async ValueTask<AuthenticationResult> WaitAsync(CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((HashWaiter)state!).Cancel(token), this);
        return await _answer.Task;
    }

    private void Cancel(CancellationToken token)
    {
        queue.Leave(this);
        _answer.TrySetCanceled(token);
    }
}
