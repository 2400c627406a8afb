using Platform.Core.Scaffolding.Templating;

namespace Platform.Functions.Scaffolding;

/// <summary>Filters and globals in Backstage's shape, by name.</summary>
internal sealed record TemplatingExtensionsView(
    IReadOnlyDictionary<string, TemplatingExtensionView> Filters, TemplatingGlobalsView Globals)
{
    public static TemplatingExtensionsView Of(IReadOnlyList<TemplatingDoc> filters, IReadOnlyList<TemplatingDoc> functions) =>
        new(ByName(filters), new(ByName(functions), new Dictionary<string, object>()));

    private static Dictionary<string, TemplatingExtensionView> ByName(IReadOnlyList<TemplatingDoc> docs) => docs
        .OrderBy(doc => doc.Name, StringComparer.Ordinal)
        .ToDictionary(
            doc => doc.Name,
            doc => new TemplatingExtensionView(doc.Description, [new(doc.Description, doc.Example, $"Gives {doc.Result}")]));
}

internal sealed record TemplatingGlobalsView(
    IReadOnlyDictionary<string, TemplatingExtensionView> Functions, IReadOnlyDictionary<string, object> Values);

internal sealed record TemplatingExtensionView(string Description, IReadOnlyList<TemplatingExampleView> Examples);

internal sealed record TemplatingExampleView(string Description, string Example, string Notes);
