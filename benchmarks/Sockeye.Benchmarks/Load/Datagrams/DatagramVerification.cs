using Sockeye.Benchmarks.Target;
using Sockeye.Benchmarks.Wire;

namespace Sockeye.Benchmarks.Load.Datagrams;

/// <summary>
/// What is checked of a system's datagrams before they are timed: every byte of some of each length and who they come
/// from, the TLS that the connection speaks, and that a wrong password is refused.
/// </summary>
internal sealed class DatagramVerification(Route route, byte[] authority)
{
    private const int Tries = 10; // a datagram may be lost, but not each

    private static readonly int[] Lengths = [1, 64, 1200, 1400, 64];

    private readonly DatagramRoute _datagrams = route.Datagrams!;

    public void Run()
    {
        using Dialer dialer = new(route, authority, new());
        using (var link = DatagramLink.Open(dialer, _datagrams))
        {
            for (var i = 0; i < Lengths.Length; i++) Exchange(link, Pattern.At(i, Lengths[i]));
        }

        if (route.Socks is { User.Length: > 0 }) WrongPassword();
    }

    private static void Exchange(DatagramLink link, ReadOnlySpan<byte> payload)
    {
        for (var i = 0; i < Tries; i++)
        {
            link.Send(payload);
            link.Flush();

            // An answer to the one before may have come late.
            while (link.TryReceive(out var answer))
            {
                if (answer.SequenceEqual(payload)) return;
            }
        }

        throw new InvalidDataException($"Checked before it is timed: a datagram of {payload.Length} bytes is not echoed.");
    }

    private void WrongPassword()
    {
        using Dialer dialer = new(route with { Socks = route.Socks! with { Password = "wrong" } }, authority, new());
        try
        {
            DatagramLink.Open(dialer, _datagrams).Dispose();
        }
        catch (LoginRefusedException)
        {
            return;
        }

        throw new InvalidDataException("A wrong password is let in.");
    }
}
