namespace Platform.Core.Scaffolding.Templating.Values;

/// <summary>JavaScript's idea of white space; C#'s differs by the byte order mark and a control character.</summary>
internal static class JsText
{
    public static bool IsSpace(char c) => c is '\uFEFF' || (c is not '\u0085' and not '\u180E' && char.IsWhiteSpace(c));

    public static string Trim(string text) => TrimStart(TrimEnd(text));

    public static string TrimStart(string text)
    {
        var start = 0;
        while (start < text.Length && IsSpace(text[start]))
        {
            start++;
        }

        return text[start..];
    }

    public static string TrimEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }

    public static string ToLower(string text) => JsCasing.ToLower(text);

    public static string ToUpper(string text) => JsCasing.ToUpper(text);
}
