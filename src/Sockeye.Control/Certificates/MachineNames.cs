using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Sockeye.Control.Certificates;

/// <summary>The names and addresses under which this machine can be reached, as a certificate can carry them.</summary>
public sealed class MachineNames
{
    // A machine with hundreds of addresses (containers, temporary IPv6) shall not make a certificate that fills a handshake.
    private const int MaximumAddresses = 64;
    private const int MaximumNameLength = 253;
    private const int MaximumLabelLength = 63;

    // Long enough for a resolver nearby; a name server that is gone shall not hold up the start.
    private static readonly TimeSpan ResolutionLimit = TimeSpan.FromSeconds(2);

    /// <summary>Takes names and addresses; what a certificate cannot carry is left out, <c>localhost</c>, 127.0.0.1 and ::1 are always there.</summary>
    /// <param name="hostName">What the machine calls itself, for people; may be empty or odd.</param>
    /// <param name="names">Its names.</param>
    /// <param name="addresses">Its addresses.</param>
    public MachineNames(string hostName, IEnumerable<string> names, IEnumerable<IPAddress> addresses)
    {
        HostName = hostName;
        Names = [.. names.Select(Normalize).OfType<string>().Prepend("localhost").Distinct(StringComparer.Ordinal)];
        Addresses =
        [
            .. addresses.Select(a => a.IsIPv4MappedToIPv6 ? a.MapToIPv4() : a).Where(IsUsable)
                .Prepend(IPAddress.IPv6Loopback).Prepend(IPAddress.Loopback).Distinct().Take(MaximumAddresses),
        ];
    }

    /// <summary>What the machine calls itself.</summary>
    public string HostName { get; }

    /// <summary>DNS names in lower case, <c>localhost</c> first.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Addresses, 127.0.0.1 and ::1 first; none that needs a scope.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; }

    /// <summary>Asks the operating system.</summary>
    public static MachineNames Read()
    {
        var hostName = HostNameOrEmpty();
        return new MachineNames(hostName, [hostName, FullName(hostName)], InterfaceAddresses());
    }

    /// <summary>A name in the form in which certificates carry it, or null where none can: empty, too long, numeric, or with other characters.</summary>
    internal static string? Normalize(string name)
    {
        var text = name.TrimEnd('.').ToLowerInvariant();
        var labels = text.Split('.');

        // A last label of digits makes it an address to every reader (WHATWG URL, host parsing).
        return text.Length is > 0 and <= MaximumNameLength && labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit) ? text : null;
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaximumLabelLength && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    // Link-local IPv6 means nothing without an interface, which a certificate cannot name.
    private static bool IsUsable(IPAddress address) =>
        !address.IsIPv6LinkLocal && !address.IsIPv6Multicast && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any);

    private static string HostNameOrEmpty()
    {
        try
        {
            return System.Net.Dns.GetHostName();
        }
        catch (SocketException)
        {
            return "";
        }
    }

    // What hostname -f prints: the canonical name that the resolver has for the host's own.
    private static string FullName(string hostName)
    {
        if (Normalize(hostName) is not { } name || name.Contains('.'))
        {
            return "";
        }

        try
        {
            var lookup = System.Net.Dns.GetHostEntryAsync(name);
            var full = lookup.Wait(ResolutionLimit) ? lookup.Result.HostName : "";
            return full.StartsWith(name + ".", true, CultureInfo.InvariantCulture) ? full : "";
        }
        catch (AggregateException error) when (error.InnerException is SocketException)
        {
            return "";
        }
    }

    private static IEnumerable<IPAddress> InterfaceAddresses()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces()
                .Where(i => i.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
                .SelectMany(i => i.GetIPProperties().UnicastAddresses)
                .Select(a => a.Address)];
        }
        catch (Exception error) when (error is NetworkInformationException or PlatformNotSupportedException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
