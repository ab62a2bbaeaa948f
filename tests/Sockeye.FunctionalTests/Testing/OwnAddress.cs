using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Sockeye.FunctionalTests.Testing;

/// <summary>An address of this machine that is not loopback: browsers never ask a proxy for loopback.</summary>
internal static class OwnAddress
{
    /// <summary>An IPv4 address, or null where there is none.</summary>
    public static IPAddress? Find() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(i => i.OperationalStatus == OperationalStatus.Up && i.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(i => i.GetIPProperties().UnicastAddresses)
        .Select(a => a.Address)
        .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a));

    /// <summary>The same; without one the test is skipped.</summary>
    public static IPAddress Require()
    {
        var address = Find();
        Assert.SkipWhen(address is null, "this machine has no address but loopback");
        return address!;
    }
}
