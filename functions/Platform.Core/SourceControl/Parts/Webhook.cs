namespace Platform.Core.SourceControl.Parts;

/// <param name="Secret">Signs its deliveries; null leaves them unsigned.</param>
public sealed record Webhook(
    Uri Url, IReadOnlyList<string> Events, bool IsActive, string ContentType, bool IsInsecure, string? Secret) : IRepositoryPart
{
    public string Key => Url.AbsoluteUri;

    public string Title => $"a webhook to {Url.Host}";
}
