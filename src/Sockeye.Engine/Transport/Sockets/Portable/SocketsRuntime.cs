namespace Sockeye.Engine.Transport.Sockets.Portable;

/// <summary>Settings of System.Net.Sockets that must stand before the process's first socket.</summary>
public static class SocketsRuntime
{
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>
    /// Lets continuations run on the thread that polls: a hop to the pool costs 0.06 to 0.15 ms a connection. What the
    /// operator has set stays.
    /// </summary>
    public static void Configure()
    {
        if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
        {
            Environment.SetEnvironmentVariable(InlineCompletions, "1");
        }
    }
}
