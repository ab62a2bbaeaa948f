namespace Sockeye.Control.Configuration.Reading;

/// <summary>Turns a byte offset of UTF-8 text into a line and a column of characters, both from 1.</summary>
/// <remarks>Offsets are asked for in rising order; each question goes on from the one before, so a file is walked once.</remarks>
internal ref struct TextPositions(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _offset;
    private int _line = 1;
    private int _column = 1;

    public ConfigurationPlace At(long offset, string path)
    {
        var end = (int)Math.Clamp(offset, 0, _text.Length);
        if (end < _offset)
        {
            (_offset, _line, _column) = (0, 1, 1);
        }

        for (; _offset < end; _offset++)
        {
            var b = _text[_offset];
            if (b == (byte)'\n')
            {
                _line++;
                _column = 1;
            }
            else if ((b & 0xc0) != 0x80)
            {
                // Continuation bytes of UTF-8 (RFC 3629 section 3) belong to the character before.
                _column++;
            }
        }

        return new ConfigurationPlace(_line, _column, path);
    }
}
