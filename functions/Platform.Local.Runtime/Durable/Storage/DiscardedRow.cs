namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>A turn that recovery doesn't need any more.</summary>
internal readonly record struct DiscardedRow(string Key, string? BodyBlob);
