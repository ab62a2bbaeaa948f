namespace Sockeye.Engine.Transport;

/// <summary>
/// Keeps the last descriptors of the process out of the clients' hands. A runtime that can't open a file when it first
/// needs one (an assembly, say) may end the process; and a session that is open should still reach its target.
/// </summary>
/// <remarks>
/// The kernel gives the lowest free number (POSIX open), so the number of a file opened now tells how many are in use.
/// A socket's own number is not asked for: .NET treats a socket whose handle was exposed differently from then on.
/// </remarks>
public static class DescriptorReserve
{
    // A quarter of what a small limit leaves, 128 of a large one: enough for the sessions on their way to a target.
    private const int LargestReserve = 128;

    // The runtime keeps its assemblies open; a server at rest has some 200 descriptors.
    private const int FarBelow = 512;

    private static long _limit = long.MaxValue;
    private static long _reserve;

    /// <summary>The process's limit (RLIMIT_NOFILE), set once everything at rest is open; without it nothing is kept back.</summary>
    public static void SetLimit(long descriptors)
    {
        Volatile.Write(ref _reserve, Math.Clamp((descriptors - LowestFree()) / 4, 0, LargestReserve));
        Volatile.Write(ref _limit, descriptors);
    }

    /// <summary>Whether there is room for another client.</summary>
    /// <param name="connections">How many clients there are; far from the limit nothing else is asked.</param>
    /// <param name="afterPause">Asks for some more room, so that a file opened now and then does not end and begin a pause.</param>
    internal static bool HasRoomForClient(int connections, bool afterPause = false)
    {
        var limit = Volatile.Read(ref _limit);
        var reserve = Volatile.Read(ref _reserve);

        // A client may have a target, and forwarded HTTP keeps targets open for a while: twice that is far away.
        return ((long)connections * 4) + FarBelow < limit || LowestFree() < limit - reserve - (afterPause ? reserve / 4 : 0);
    }

    private static long LowestFree()
    {
        try
        {
            using var probe = File.OpenHandle("/dev/null");
            return probe.DangerousGetHandle();
        }
        catch (IOException)
        {
            return long.MaxValue; // there is none
        }
    }
}
