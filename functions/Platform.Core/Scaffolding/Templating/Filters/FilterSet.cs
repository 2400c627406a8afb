using Platform.Core.Scaffolding.Templating.Evaluation;

namespace Platform.Core.Scaffolding.Templating.Filters;

internal delegate object? FilterBody(FilterCall call);

/// <summary>The filters of a template's dialect, by name.</summary>
internal sealed class FilterSet
{
    private static readonly FilterSet Backstage = new(
        TextFilters.All,
        ListFilters.All,
        ValueFilters.All,
        SelectFilters.All,
        BackstageFilters.All);
    private static readonly FilterSet Cookiecutter = new(
        TextFilters.All,
        ListFilters.All,
        ValueFilters.All,
        SelectFilters.All,
        BackstageFilters.All,
        new Dictionary<string, FilterBody> { ["jsonify"] = ValueFilters.All["dump"] });

    private readonly Dictionary<string, FilterBody> _filters;

    private FilterSet(params IReadOnlyList<IReadOnlyDictionary<string, FilterBody>> families) =>
        _filters = families.SelectMany(family => family).ToDictionary(StringComparer.Ordinal);

    public static FilterSet For(TemplateSyntax syntax) => syntax.CookiecutterCompat ? Cookiecutter : Backstage;

    public FilterBody Find(string name) => _filters.TryGetValue(name, out var body)
        ? body
        : throw new TemplatingException(
            UndefinedNames.Message(name, _filters.Keys).Replace("is not defined", "is not a filter", StringComparison.Ordinal));
}
