namespace Platform.Local.Runtime.Queues;

/// <summary>host.json's <c>messageEncoding</c>.</summary>
internal enum QueueTextEncoding
{
    None,
    Base64,
}
