namespace Sockeye.Tests.ClientLibrary;

/// <summary>A peer that says these bytes and then its end, and keeps what it is told, write by write.</summary>
internal sealed class ScriptedStream(byte[] answers) : Stream
{
    private int _position;

    public List<byte[]> Writes { get; } = [];

    /// <summary>What has not been read.</summary>
    public byte[] Rest => answers[_position..];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var length = Math.Min(count, answers.Length - _position);
        answers.AsSpan(_position, length).CopyTo(buffer.AsSpan(offset));
        _position += length;
        return length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Writes.Add(buffer[offset..(offset + count)]);

    public override void Flush()
    {
        // nothing is held back
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
