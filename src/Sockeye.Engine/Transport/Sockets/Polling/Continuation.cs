namespace Sockeye.Engine.Transport.Sockets.Polling;

/// <summary>What goes on when an operation is done: a callback with its state, as IValueTaskSource has it.</summary>
internal readonly record struct Continuation(Action<object?> Callback, object? State)
{
    internal static Continuation Of(Action action) => new(static action => ((Action)action!)(), action);

    internal void Run() => Callback(State);
}
