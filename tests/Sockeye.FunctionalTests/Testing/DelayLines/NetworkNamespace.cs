using System.Collections.Concurrent;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;

namespace Sockeye.FunctionalTests.Testing.DelayLines;

/// <summary>
/// A network namespace. It is held by a thread of this process and has no name: sockets opened and programs started on
/// that thread (<see cref="Run{T}"/>) are in it, and it ends with the thread, the last of those sockets and programs, so
/// that a test process that is killed leaves nothing behind.
/// </summary>
internal sealed class NetworkNamespace : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;
    private readonly TaskCompletionSource<string?> _entered = new();

    private NetworkNamespace(string name)
    {
        _thread = new Thread(Work) { IsBackground = true, Name = $"namespace {name}" };
        _thread.Start();
    }

    /// <summary>Makes one.</summary>
    /// <exception cref="NotSupportedException">This machine allows none, with the reason.</exception>
    public static NetworkNamespace Create(string name)
    {
        var made = new NetworkNamespace(name);
        if (made._entered.Task.GetAwaiter().GetResult() is { } fault)
        {
            made.Dispose();
            throw new NotSupportedException($"no network namespace can be made here (unshare: {fault}): it takes root or CAP_SYS_ADMIN");
        }

        return made;
    }

    /// <summary>
    /// Does something in the namespace and waits for it. Only what happens before the first await of asynchronous work is
    /// in the namespace; a socket or program that was made there stays in it wherever it is used.
    /// </summary>
    public T Run<T>(Func<T> work)
    {
        if (Thread.CurrentThread == _thread)
        {
            return work();
        }

        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var context = ExecutionContext.Capture()!;
        _work.Add(() => ExecutionContext.Run(context, _ => Complete(done, work), null));
        return done.Task.GetAwaiter().GetResult();
    }

    /// <summary>Starts a program in the namespace.</summary>
    public ChildProcess Start(string program, params string[] arguments) =>
        Run(() => ChildProcess.Start(program, RealProgram.Require(program), arguments));

    /// <summary>Configures the namespace with commands of <c>ip</c>, one a line.</summary>
    public async Task ConfigureAsync(string commands) =>
        (await Run(() => ChildProcess.RunAsync("ip", RealProgram.Require("ip"), ["-batch", "-"], commands))).ShouldExit(0);

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private static void Complete<T>(TaskCompletionSource<T> done, Func<T> work)
    {
        try
        {
            done.SetResult(work());
        }
        catch (Exception exception)
        {
            done.SetException(exception); // thrown again where it was asked for
        }
    }

    private void Work()
    {
        var fault = LinuxCalls.Unshare(LinuxCalls.NewNetwork) == 0 ? null : LinuxCalls.LastError;
        _entered.SetResult(fault);
        foreach (var work in _work.GetConsumingEnumerable())
        {
            work();
        }
    }
}
