using Platform.Core.Scaffolding.Templating.Evaluation;

namespace Platform.Core.Scaffolding.Templating.Filters;

internal delegate object? FilterBody(FilterCall call);

/// <summary>The filters of a template's dialect, by name.</summary>
internal sealed class FilterSet
{
    private static readonly IReadOnlyDictionary<string, FilterBody>[] Families =
        [TextFilters.All, ListFilters.All, ValueFilters.All, SelectFilters.All, BackstageFilters.All];

    private static readonly FilterSet Backstage = new(jsonify: false);
    private static readonly FilterSet Cookiecutter = new(jsonify: true);
    private readonly bool _jsonify;

    private FilterSet(bool jsonify) => _jsonify = jsonify;

    /// <value>Of the filters outside cookiecutter's dialect.</value>
    public static IEnumerable<string> Names => Families.SelectMany(family => family.Keys);

    public static FilterSet For(TemplateSyntax syntax) => syntax.CookiecutterCompat ? Cookiecutter : Backstage;

    public FilterBody Find(string name)
    {
        foreach (var family in Families)
        {
            if (family.TryGetValue(_jsonify && name == "jsonify" ? "dump" : name, out var body))
            {
                return body;
            }
        }

        var known = Names.Concat(_jsonify ? ["jsonify"] : []);
        throw new TemplatingException(
            UndefinedNames.Message(name, known, lists: false)
                .Replace("is not defined", "is not a filter", StringComparison.Ordinal));
    }
}
