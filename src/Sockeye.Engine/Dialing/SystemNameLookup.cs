using System.Net;
using System.Net.Sockets;

namespace Sockeye.Engine.Dialing;

/// <summary>
/// getaddrinfo, both families. It blocks and cannot be interrupted, so it runs on a thread of its own: on the thread
/// pool a few silent name servers would hold every worker. Whoever calls bounds how many there are.
/// </summary>
internal static class SystemNameLookup
{
    /// <summary>Asks the system's resolver.</summary>
    public static Task<ResolveResult> LookupAsync(string name)
    {
        var answer = new TaskCompletionSource<ResolveResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => answer.SetResult(Lookup(name))) { IsBackground = true, Name = "name lookup" };
        thread.UnsafeStart();
        return answer.Task;
    }

    private static ResolveResult Lookup(string name)
    {
        try
        {
            var addresses = AddressOrder.Interleave(Dns.GetHostAddresses(name));
            return addresses.Length == 0
                ? ResolveResult.Failed(DialErrorKind.NameNotResolved, $"{name}: the name has no address")
                : ResolveResult.Resolved(addresses);
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode switch
            {
                SocketError.TryAgain => ResolveResult.Failed(DialErrorKind.NameNotResolved, $"{name}: the name servers gave no answer for now"),
                SocketError.NoData => ResolveResult.Failed(DialErrorKind.NameNotResolved, $"{name}: the name has no address"),
                SocketError.TimedOut => ResolveResult.Failed(DialErrorKind.TimedOut, $"{name}: the name servers did not answer"),
                SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable =>
                    ResolveResult.Failed(DialErrorKind.LimitReached, $"{name}: no descriptor left to ask a name server"),
                _ => ResolveResult.Failed(DialErrorKind.NameNotResolved, $"{name}: there is no such name"),
            };
        }
        catch (ArgumentException)
        {
            // A name that the platform does not even ask for.
            return ResolveResult.Failed(DialErrorKind.NameNotResolved, $"{name}: not a name that can be resolved");
        }
    }
}
