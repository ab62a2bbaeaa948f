using System.Buffers.Binary;

namespace Sockeye.Benchmarks.Load.Datagrams;

/// <summary>
/// What stands in front of each payload, both ways alike: everything goes to one target on 127.0.0.1 and must come from
/// there, so a header is the same bytes each time but for its length.
/// </summary>
internal sealed class DatagramHeaders
{
    private const int NoLength = -1;

    private readonly byte[] _bytes;
    private readonly int _lengthAt;

    public DatagramHeaders(DatagramForm form, int targetPort)
    {
        byte[] address = [127, 0, 0, 1, (byte)(targetPort >> 8), (byte)targetPort];
        (_bytes, _lengthAt) = form switch
        {
            DatagramForm.Direct => ([], NoLength),
            DatagramForm.Plain => ([0, 0, 0, 1, .. address], NoLength),
            DatagramForm.UdpTun => ([0, 0, 0xFF, 1, .. address], 0),
            DatagramForm.UdpOverTcp1 or DatagramForm.UdpOverTcp2 => ([0, .. address, 0, 0], 7),
            DatagramForm.Connected => ((byte[])[0, 0], 0),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "not a form"),
        };
    }

    /// <summary>How long each is.</summary>
    public int Length => _bytes.Length;

    /// <summary>Writes one.</summary>
    public void Write(Span<byte> output, int payloadBytes)
    {
        _bytes.CopyTo(output);
        if (_lengthAt >= 0) BinaryPrimitives.WriteUInt16BigEndian(output[_lengthAt..], (ushort)payloadBytes);
    }

    /// <summary>The length that a header in a stream tells.</summary>
    public int PayloadBytes(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt16BigEndian(header[_lengthAt..]);

    /// <summary>Sees that it names the target as the sender.</summary>
    /// <exception cref="InvalidDataException">It does not.</exception>
    public void Check(ReadOnlySpan<byte> header)
    {
        Span<byte> expected = stackalloc byte[_bytes.Length];
        _bytes.CopyTo(expected);
        if (_lengthAt >= 0) header.Slice(_lengthAt, sizeof(ushort)).CopyTo(expected[_lengthAt..]);
        if (!header.SequenceEqual(expected)) throw new InvalidDataException($"An answer's header is {Convert.ToHexString(header)}.");
    }
}
