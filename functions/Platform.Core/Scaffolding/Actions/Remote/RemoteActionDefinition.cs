using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Actions.Remote;

/// <summary>An action that another service carries out, as an administrator registered it.</summary>
/// <param name="Url">Where it is called; below it, <c>/undo</c> and <c>/preview</c>.</param>
/// <param name="Timeout">From the step's begin until it must be done.</param>
/// <param name="AskAgainAfter">Silence after which it is called once more, with the same key.</param>
/// <param name="SigningSecret">Name of the setting that holds the shared secret; never the secret.</param>
/// <param name="CanUndo">It takes back what it made.</param>
/// <param name="CanPreview">It says what it would do.</param>
public sealed record RemoteActionDefinition(
    string Id,
    int Version,
    string Description,
    Uri Url,
    JsonObject Input,
    JsonObject Output,
    IReadOnlyList<ActionExample> Examples,
    TimeSpan Timeout,
    TimeSpan AskAgainAfter,
    string SigningSecret,
    bool CanUndo,
    bool CanPreview)
{
    /// <value>By what templates may name it, version included.</value>
    public string Name => ActionName.Of(Id, Version);
}
