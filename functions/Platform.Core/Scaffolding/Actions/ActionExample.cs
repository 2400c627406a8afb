namespace Platform.Core.Scaffolding.Actions;

/// <summary>How a template uses an action.</summary>
/// <param name="Example">YAML with a list <c>steps</c>, as a template has it.</param>
public sealed record ActionExample(string Description, string Example);
