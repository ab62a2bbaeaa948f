using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Core.Socks5;
using Sockeye.Core.UdpTunnel;

namespace Sockeye.Tests.Testing.Fuzzing;

/// <summary>
/// The headers in front of datagrams in the shape of the other parsers, where a header is what is consumed. One whose address
/// can be used is written again and read again, which must give the same.
/// </summary>
internal static class DatagramParsers
{
    public static ParseStatus Frame(DatagramFraming framing, byte[] bytes) =>
        ParserHarness.ShouldBeTotal(
            (ReadOnlySpan<byte> input, out string value, out int consumedBytes) =>
            {
                (value, consumedBytes) = ("", 0);
                var status = framing.ReadHeader(input, out var header);
                if (status == ParseStatus.Done)
                {
                    consumedBytes = header.HeaderBytes;
                    value = $"{header.PayloadBytes} {Describe(header)}";
                    ShouldComeBack(framing, header);
                }

                return status;
            },
            bytes);

    /// <summary>
    /// The header of a UDP ASSOCIATE is in one datagram, which is as long as it is: one that is no whole header counts as one that
    /// needs more, a fragment as invalid.
    /// </summary>
    public static ParseStatus Associate(byte[] bytes) =>
        ParserHarness.ShouldBeTotal(
            (ReadOnlySpan<byte> datagram, out string value, out int consumedBytes) =>
            {
                (value, consumedBytes) = ("", 0);
                var status = Socks5UdpHeader.Parse(datagram, out var header);
                if (status == Socks5UdpHeaderStatus.Whole)
                {
                    consumedBytes = header.HeaderBytes;
                    value = Describe(header);
                    header.PayloadBytes.ShouldBe(datagram.Length - header.HeaderBytes);
                    ShouldComeBack(header);
                }

                return status switch
                {
                    Socks5UdpHeaderStatus.Whole => ParseStatus.Done,
                    Socks5UdpHeaderStatus.Fragment => ParseStatus.Invalid,
                    _ => ParseStatus.NeedMore,
                };
            },
            bytes);

    private static string Describe(DatagramHeader header) =>
        $"{Convert.ToHexString(header.Address)} {(header.TryDestination(out var destination) ? destination : null)}";

    private static void ShouldComeBack(DatagramFraming framing, DatagramHeader header)
    {
        header.PayloadBytes.ShouldBeInRange(0, DatagramFraming.MaximumPayloadBytes);
        var isUsable = header.TryDestination(out var destination);
        if (framing.HasAddresses && !isUsable) return;
        Span<byte> written = new byte[DatagramFraming.MaximumHeaderBytes];
        var length = framing.WriteHeader(written, destination, header.PayloadBytes);
        framing.ReadHeader(written[..length], out var again).ShouldBe(ParseStatus.Done);
        (again.HeaderBytes, again.PayloadBytes).ShouldBe((length, header.PayloadBytes));
        ShouldBeFor(destination, isUsable, again);
    }

    private static void ShouldComeBack(DatagramHeader header)
    {
        if (!header.TryDestination(out var destination)) return;
        Span<byte> written = new byte[Socks5UdpHeader.MaximumLengthBytes];
        var length = Socks5UdpHeader.Write(written, destination);
        Socks5UdpHeader.Parse(written[..length], out var again).ShouldBe(Socks5UdpHeaderStatus.Whole);
        again.HeaderBytes.ShouldBe(length);
        ShouldBeFor(destination, isUsable: true, again);
    }

    private static void ShouldBeFor(Destination destination, bool isUsable, DatagramHeader again)
    {
        again.TryDestination(out var same).ShouldBe(isUsable);
        same.ShouldBe(destination);
    }
}
