using System.Globalization;
using System.Text;

namespace Sockeye.Control.Importing.Haproxy.Lines;

/// <summary>
/// Cuts a line into words (HAProxy's configuration manual, sections 2.2 and 2.3): blanks part them, a backslash protects one
/// character, double quotes protect all but variables and escapes, single quotes protect everything, <c>#</c> begins a comment.
/// </summary>
/// <remarks>HAProxy expands variables inside double quotes only; here they are expanded outside of them too, and the word tells it.</remarks>
internal sealed class HaproxyLineReader
{
    /// <summary>HAProxy's own limit of a line.</summary>
    public const int MaximumWords = 64;

    private readonly string _line;
    private readonly Func<string, string?> _variables;
    private readonly List<HaproxyWord> _words = [];
    private readonly StringBuilder _text = new();
    private int _at;
    private int _start = -1;
    private string? _unset;
    private string? _unquoted;
    private (int Column, string Message)? _fault;

    private HaproxyLineReader(string line, Func<string, string?> variables) => (_line, _variables) = (line, variables);

    /// <summary>Reads a line: its words, none where it is empty or a comment; or the fault.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="variables">Looks up a variable; null where it is not set.</param>
    /// <param name="fault">The column, from 1, and what is wrong there; null where nothing is.</param>
    public static IReadOnlyList<HaproxyWord> Read(string line, Func<string, string?> variables, out (int Column, string Message)? fault)
    {
        var reader = new HaproxyLineReader(line, variables);
        reader.Read();
        fault = reader._fault;
        return fault is null ? reader._words : [];
    }

    private void Read()
    {
        int? doubleQuote = null;
        while (_at < _line.Length && _fault is null)
        {
            var c = _line[_at];
            if (doubleQuote is null && c is ' ' or '\t' or '\r' or '\v' or '\f')
            {
                EndWord();
                _at++;
            }
            else if (doubleQuote is null && c == '#')
            {
                break;
            }
            else
            {
                BeginWord();
                switch (c)
                {
                    case '\0':
                        Fail(_at, "a NUL byte stands here; the file is no text");
                        break;
                    case '"':
                        doubleQuote = doubleQuote is null ? _at : null;
                        _at++;
                        break;
                    case '\'' when doubleQuote is null:
                        ReadSingleQuoted();
                        break;
                    case '\\':
                        ReadEscape(doubleQuote is not null);
                        break;
                    case '$':
                        ReadVariable(doubleQuote is not null);
                        break;
                    default:
                        _text.Append(c);
                        _at++;
                        break;
                }
            }
        }

        if (doubleQuote is { } open)
        {
            Fail(open, "the double quote that opens here is not closed on this line");
        }

        EndWord();
    }

    private void ReadSingleQuoted()
    {
        var end = _line.IndexOf('\'', _at + 1);
        if (end < 0)
        {
            Fail(_at, "the single quote that opens here is not closed on this line");
            return;
        }

        _text.Append(_line, _at + 1, end - _at - 1);
        _at = end + 1;
    }

    // A backslash before any other character stays, as in regular expressions. Before a tab, and before a dollar outside
    // double quotes, it stays in HAProxy 2.6 too, though its manual says otherwise.
    private void ReadEscape(bool quoted)
    {
        var next = _at + 1 < _line.Length ? _line[_at + 1] : '\0';
        if (next == 'x')
        {
            if (_at + 3 >= _line.Length
                || !byte.TryParse(_line.AsSpan(_at + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code == 0)
            {
                Fail(_at, "\\x needs two hexadecimal digits other than 00");
                return;
            }

            _text.Append((char)code);
            _at += 4;
            return;
        }

        if (next == '$' && !quoted)
        {
            _text.Append("\\$");
            _at += 2;
            return;
        }

        var c = next switch
        {
            ' ' or '\\' or '#' or '"' or '\'' or '$' => next,
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => '\0',
        };
        _text.Append(c == '\0' ? '\\' : c);
        _at += c == '\0' ? 1 : 2;
    }

    private void ReadVariable(bool quoted)
    {
        if (HaproxyVariable.Read(_line, _at, out var whyNot) is { } variable)
        {
            var value = _variables(variable.Name) ?? variable.Default;
            _unset ??= value is null ? variable.Name : null;
            _unquoted ??= quoted ? null : variable.Name;
            Append(value ?? "", variable.IsList);
            _at = variable.End;
        }
        else if (quoted)
        {
            Fail(_at, whyNot);
        }
        else
        {
            // The end of a regular expression, most often.
            _text.Append('$');
            _at++;
        }
    }

    private void Append(string value, bool isList)
    {
        foreach (var c in value)
        {
            if (isList && char.IsWhiteSpace(c))
            {
                EndListItem();
            }
            else
            {
                _text.Append(c);
            }
        }
    }

    private void EndListItem()
    {
        if (_text.Length > 0)
        {
            var (start, unquoted) = (_start, _unquoted);
            EndWord();
            (_start, _unquoted) = (start, unquoted);
        }
    }

    private void BeginWord()
    {
        if (_start < 0)
        {
            _start = _at;
        }
    }

    private void EndWord()
    {
        if (_start < 0)
        {
            return;
        }

        if (_words.Count == MaximumWords)
        {
            Fail(_start, string.Create(CultureInfo.InvariantCulture, $"more than {MaximumWords} words stand on this line; HAProxy takes no more"));
        }
        else
        {
            var raw = _line[_start..Math.Min(Math.Max(_at, _start + 1), _line.Length)];
            _words.Add(new HaproxyWord(_text.ToString(), raw, _start + 1) { UnsetVariable = _unset, UnquotedVariable = _unquoted });
        }

        _text.Clear();
        (_start, _unset, _unquoted) = (-1, null, null);
    }

    private void Fail(int at, string message)
    {
        _fault ??= (at + 1, message);
        _at = _line.Length;
    }
}
