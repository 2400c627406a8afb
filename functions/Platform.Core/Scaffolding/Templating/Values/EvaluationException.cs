namespace Platform.Core.Scaffolding.Templating.Values;

/// <summary>An operation can't be done with these values; the interpreter adds where.</summary>
internal sealed class EvaluationException(string message, string code = "template-expression") : Exception(message)
{
    public string Code { get; } = code;
}
