namespace Platform.Adapters.Yaml;

/// <summary>Reads a text from a position on, without a copy of what is left.</summary>
internal sealed class TextFrom(string text, int start) : TextReader
{
    private int _next = start;

    public override int Peek() => _next < text.Length ? text[_next] : -1;

    public override int Read() => _next < text.Length ? text[_next++] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        var length = Math.Min(count, text.Length - _next);
        text.CopyTo(_next, buffer, index, length);
        _next += length;
        return length;
    }
}
