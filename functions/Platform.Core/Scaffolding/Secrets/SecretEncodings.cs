using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Platform.Core.Scaffolding.Secrets;

/// <summary>The forms in which a text may turn up in a message: itself, and as other programs write it down.</summary>
internal static class SecretEncodings
{
    public static IEnumerable<string> Of(string text) =>
        Forms(text).Concat(LinesOf(text)).Where(form => form.Length >= SecretRules.LeastLength).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Forms(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        yield return text;
        foreach (var escaped in Escaped(text))
        {
            yield return escaped;
        }

        yield return Convert.ToHexString(bytes);
        for (var offset = 0; offset < 3; offset++)
        {
            var base64 = Base64At(bytes, offset);
            yield return base64;
            yield return base64.Replace('+', '-').Replace('/', '_');
            yield return base64.Replace("+", "%2B", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Escaped(string text)
    {
        yield return Uri.EscapeDataString(text);
        yield return WebUtility.UrlEncode(text);
        yield return Uri.EscapeDataString(Uri.EscapeDataString(text));
        foreach (var encoder in new[] { JavaScriptEncoder.Default, JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
        {
            var json = JsonEncodedText.Encode(text, encoder).Value;
            yield return json;
            yield return JsonEncodedText.Encode(json, encoder).Value;
        }

        yield return WebUtility.HtmlEncode(text);
        yield return HtmlEncoder.Default.Encode(text);
        yield return text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal)
            .Replace("'", "&#39;", StringComparison.Ordinal);
    }

    /// <summary>
    /// The digits that stand for these bytes alone when they begin at any of the three places within a group: in
    /// <c>Basic base64(user:secret)</c> the secret's digits depend on the length of the user.
    /// </summary>
    private static string Base64At(byte[] bytes, int offset)
    {
        var encoded = Convert.ToBase64String([.. new byte[offset], .. bytes]);
        var first = ((offset * 8) + 5) / 6;
        var after = (offset + bytes.Length) * 8 / 6;
        return encoded[first..after];
    }

    // A log's tail may hold the lines of a private key apart from each other.
    private static IEnumerable<string> LinesOf(string text) =>
        text.Contains('\n', StringComparison.Ordinal)
            ? text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(Forms)
            : [];
}
