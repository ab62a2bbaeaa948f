using System.Globalization;

namespace Sockeye.Control.Configuration;

/// <summary>How many file descriptors this process may have, and what that means in connections.</summary>
public static class DescriptorLimit
{
    // Listeners, database, log, certificate files, name resolution, admin requests, and room for the runtime itself.
    private const long Reserve = 256;

    // A session is a client's socket and a target's.
    private const long DescriptorsPerConnection = 2;

    // POSIX systems rarely give less; used where the system does not tell.
    private const long Usual = 1024;

    // A million sessions are beyond one machine's memory; "unlimited" must still be a number.
    private const long MaximumConnections = 1_000_000;

    /// <summary>The soft limit that is in force now (RLIMIT_NOFILE; the runtime raises it to the hard limit at start).</summary>
    public static long Read()
    {
        try
        {
            // "Max open files            1024                 524288               files" (proc_pid_limits(5))
            var line = File.ReadLines("/proc/self/limits").FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal));
            var soft = line?["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
            return soft == "unlimited" ? long.MaxValue
                : long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit
                : Usual;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Usual;
        }
    }

    /// <summary>The connections that fit into so many descriptors: at least 16, so that the smallest limit still gives a working proxy.</summary>
    public static int ConnectionsFor(long descriptors) =>
        (int)Math.Clamp((descriptors - Reserve) / DescriptorsPerConnection, 16, MaximumConnections);
}
