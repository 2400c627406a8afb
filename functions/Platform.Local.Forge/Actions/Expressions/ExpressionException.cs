namespace Platform.Local.Forge.Actions.Expressions;

/// <summary>An expression that can't be read, or that uses what the forge does not offer; the message says which.</summary>
internal sealed class ExpressionException(string message) : Exception(message);
