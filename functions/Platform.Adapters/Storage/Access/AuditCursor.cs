using System.Buffers.Text;
using System.Text;

namespace Platform.Adapters.Storage.Access;

/// <summary>Where reading the audit log goes on: after a row, and at the service's own mark in what follows it.</summary>
internal sealed record AuditCursor(string? Partition, string? Row, string? Token)
{
    public static readonly AuditCursor Start = new(null, null, null);

    /// <param name="meaning">Of the question, so that nobody goes on with another one.</param>
    public string ToText(string meaning) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join('\n', meaning, Partition, Row, Token)));

    /// <returns>Null for what is no cursor of this question.</returns>
    public static AuditCursor? Parse(string text, string meaning)
    {
        if (text.Length > 4096 || !Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n');
        return parts.Length == 4 && parts[0] == meaning
            ? new(Some(parts[1]), Some(parts[2]), Some(parts[3]))
            : null;
    }

    private static string? Some(string part) => part.Length > 0 ? part : null;
}
