using System.Buffers;
using YamlDotNet.Core;

namespace Platform.Adapters.Yaml;

/// <summary>A file's text and how far it is read, so that marks of a later part still give lines of the whole file.</summary>
internal sealed class YamlText
{
    /// <summary>What the parser counts as the end of a line.</summary>
    private static readonly SearchValues<char> Breaks = SearchValues.Create("\n\r\u0085\u2028\u2029");

    private readonly string _text;
    private int _start;

    public YamlText(string text) => _text = text.StartsWith('\uFEFF') ? text[1..] : text;

    public string Whole => _text;

    public TextReader Rest => new TextFrom(_text, _start);

    /// <value>The line, from 1, at which <see cref="Rest"/> starts.</value>
    public int FirstLine { get; private set; } = 1;

    public int LineOf(Mark mark) => (int)Math.Max(1, mark.Line) + FirstLine - 1;

    /// <summary>Moves on to the first document marker below a line; false when there is none.</summary>
    public bool SkipToDocumentAfter(int line)
    {
        for (var at = FirstLine; NextLine(); at++)
        {
            if (at >= line && IsMarker())
            {
                return true;
            }
        }

        return false;
    }

    private bool NextLine()
    {
        var length = _text.AsSpan(_start).IndexOfAny(Breaks);
        if (length < 0)
        {
            return false;
        }

        _start += length + (_text.AsSpan(_start + length).StartsWith("\r\n") ? 2 : 1);
        FirstLine++;
        return true;
    }

    private bool IsMarker()
    {
        var rest = _text.AsSpan(_start);
        return rest.StartsWith("---") && (rest.Length == 3 || char.IsWhiteSpace(rest[3]));
    }
}
