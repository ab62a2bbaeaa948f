using System.Net;

namespace Sockeye.Core.ProxyProtocol;

/// <summary>
/// What a load balancer says of the connection that it passes on: the PROXY protocol, versions 1 (text) and 2 (binary).
/// </summary>
public readonly record struct ProxyHeader
{
    /// <summary>The longest header that is read: version 2 allows 65,551 bytes, but nobody needs them.</summary>
    public const int MaximumLengthBytes = 4096;

    private ProxyHeader(IPEndPoint? source, IPEndPoint? destination)
    {
        Source = source;
        Destination = destination;
    }

    /// <summary>
    /// Whether the socket's own addresses are the ones that count: the LOCAL command (health checks), and headers whose
    /// family is unknown, unspecified or Unix. <see cref="Source"/> and <see cref="Destination"/> are null then.
    /// </summary>
    public bool IsLocal => Source is null;

    /// <summary>The client's address, an IPv4-mapped one as IPv4.</summary>
    public IPEndPoint? Source { get; }

    /// <summary>The address that the client connected to, an IPv4-mapped one as IPv4.</summary>
    public IPEndPoint? Destination { get; }

    /// <summary>Reads a header of either version. Invalid as soon as the bytes cannot be the beginning of one.</summary>
    public static ParseStatus Parse(ReadOnlySpan<byte> input, out ProxyHeader value, out int consumedBytes)
    {
        value = default;
        consumedBytes = 0;
        if (input.IsEmpty)
        {
            return ParseStatus.NeedMore;
        }

        return input[0] == 'P'
            ? ProxyHeaderV1.Parse(input, out value, out consumedBytes)
            : ProxyHeaderV2.Parse(input, out value, out consumedBytes);
    }

    internal static ProxyHeader From(IPAddress source, ushort sourcePort, IPAddress destination, ushort destinationPort) =>
        new(EndPoint(source, sourcePort), EndPoint(destination, destinationPort));

    private static IPEndPoint EndPoint(IPAddress address, ushort port) =>
        new(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, port);
}
