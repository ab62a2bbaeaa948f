using System.Net;
using System.Net.Sockets;
using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Testing;

/// <summary>Waits for what gives no event of its own, with a limit.</summary>
internal static class Poll
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(15);

    /// <summary>Until the condition holds.</summary>
    public static async Task UntilAsync(Func<bool> holds, string what, TimeSpan? limit = null) =>
        await UntilAsync(() => Task.FromResult(holds()), what, limit);

    /// <summary>Until the condition holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, string what, TimeSpan? limit = null)
    {
        var end = Environment.TickCount64 + (long)(limit ?? Limits.Event).TotalMilliseconds;
        while (!await holds())
        {
            if (Environment.TickCount64 > end)
            {
                throw new TimeoutException($"not in time: {what}");
            }

            await Task.Delay(Interval);
        }
    }

    /// <summary>Until what is read is as wanted; returns it.</summary>
    public static async Task<T> ReadAsync<T>(Func<Task<T>> read, Func<T, bool> isWanted, string what, TimeSpan? limit = null)
    {
        var value = await read();
        await UntilAsync(async () => isWanted(value) || isWanted(value = await read()), what, limit);
        return value;
    }

    /// <summary>Until a program accepts connections on its port; fails at once where it has ended.</summary>
    public static Task UntilAcceptsAsync(ChildProcess program, int port) => UntilAsync(
        async () =>
        {
            program.EnsureRuns();
            return await AcceptsAsync(port);
        },
        $"{program.Name} listening on port {port}\n{program.Output}",
        Limits.Start);

    /// <summary>Whether something accepts connections on a loopback port.</summary>
    public static async Task<bool> AcceptsAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
