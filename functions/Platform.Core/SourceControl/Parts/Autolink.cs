namespace Platform.Core.SourceControl.Parts;

/// <summary>Makes links of references like <c>TICKET-123</c>.</summary>
/// <param name="UrlTemplate">Has <c>&lt;num&gt;</c> where the reference's number goes.</param>
public sealed record Autolink(string KeyPrefix, string UrlTemplate, bool IsAlphanumeric) : IRepositoryPart
{
    public string Key => KeyPrefix;

    public string Title => $"an autolink for {KeyPrefix}";
}
