using Sockeye.Core;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Outbounds;

/// <summary>A total parser of one message.</summary>
internal delegate ParseStatus MessageParser<T>(ReadOnlySpan<byte> input, out T value, out int consumedBytes);

/// <summary>A message of the upstream's, or why there is none.</summary>
/// <param name="Value">The message; the default where <see cref="Fault"/> is set.</param>
/// <param name="Fault">What the upstream did instead, for the operator; null on success.</param>
internal readonly record struct UpstreamMessage<T>(T? Value, string? Fault);

/// <summary>
/// Reads an upstream's messages, however they are cut. What is read too much stays for the next message, or in the end
/// for the tunnel. The buffer starts small and grows up to its bound only for an upstream that says so much.
/// </summary>
internal sealed class UpstreamReader(DuplexChannel channel, int maximumBytes)
{
    private const int FirstBytes = 512;

    // Too short to hold credentials that an upstream might echo.
    private const int ExcerptBytes = 24;

    private byte[] _buffer = new byte[Math.Min(FirstBytes, maximumBytes)];
    private int _start;
    private int _end;

    /// <summary>Whether the upstream has said anything yet.</summary>
    public bool HasReadAny { get; private set; }

    /// <summary>Whether nothing was read beyond the last message.</summary>
    public bool IsDrained => _start == _end;

    /// <summary>How the upstream's direction ended, where it has.</summary>
    public ChannelEnd End { get; private set; }

    /// <summary>The next message. A message longer than the buffer is a fault.</summary>
    public async ValueTask<UpstreamMessage<T>> ReadAsync<T>(MessageParser<T> parse)
    {
        while (true)
        {
            switch (parse(_buffer.AsSpan(_start, _end - _start), out var value, out var consumedBytes))
            {
                case ParseStatus.Done:
                    _start += consumedBytes;
                    return new(value, null);
                case ParseStatus.Invalid:
                    return new(default, $"answered what is no such answer: {Excerpt()}");
            }

            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            if (_end == maximumBytes)
            {
                return new(default, $"answered with more than {maximumBytes} bytes: {Excerpt()}");
            }

            if (_end == _buffer.Length)
            {
                Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, maximumBytes));
            }

            var read = await channel.ReadAsync(_buffer.AsMemory(_end));
            if (read.End != ChannelEnd.None)
            {
                End = read.End;
                return new(default, Describe(read.End));
            }

            HasReadAny = true;
            _end += read.Bytes;
        }
    }

    /// <summary>The channel behind the messages, with what was read too much in front of it.</summary>
    public DuplexChannel Tunnel() =>
        _start == _end ? channel : new PrefixedChannel(channel, _buffer.AsSpan(_start, _end - _start).ToArray());

    /// <summary>What the end of a channel means, as the end of a sentence about the upstream.</summary>
    public static string Describe(ChannelEnd end) => end switch
    {
        ChannelEnd.Reset => "reset the connection",
        ChannelEnd.ProtocolError => "broke the TLS connection",
        ChannelEnd.Aborted => "was left: the dial ended",
        _ => "closed the connection",
    };

    private string Excerpt()
    {
        Span<char> text = stackalloc char[Math.Min(_end - _start, ExcerptBytes)];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = (char)_buffer[_start + i];
        }

        return $"\"{PeerText.Escape(text, 4 * ExcerptBytes)}\"";
    }
}
