namespace Platform.Functions.Tests.Portal.Browser;

/// <summary>One browser at a time: it is by far the hungriest of all that tests start.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection
{
    public const string Name = "browser";
}
