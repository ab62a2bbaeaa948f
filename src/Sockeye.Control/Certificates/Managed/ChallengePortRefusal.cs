using System.Net.Sockets;
using Sockeye.Acme;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>Why a port can't be opened for a challenge, and what to do.</summary>
public static class ChallengePortRefusal
{
    /// <summary>One line for the operator.</summary>
    /// <param name="listen">The address.</param>
    /// <param name="error">What the system said.</param>
    /// <param name="whereInUse">What to do where another program has it, beside stopping that.</param>
    public static ChallengeException From(ListenAddress listen, SocketException error, string whereInUse)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(
            error.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"{listen} is in use by another program; stop it, {whereInUse}",
                SocketError.AccessDenied =>
                    $"{listen} can't be listened on: permission denied; give the program the capability CAP_NET_BIND_SERVICE, or use another challenge (dns-01 needs no port)",
                SocketError.AddressNotAvailable => $"{listen.Address} is not an address of this machine; listen on one that it has, or on 0.0.0.0 or [::] for all",
                _ => $"{listen} can't be listened on: {error.Message}",
            },
            error);
    }
}
