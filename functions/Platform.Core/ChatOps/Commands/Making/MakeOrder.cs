using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Templates;

namespace Platform.Core.ChatOps.Commands.Making;

/// <summary>
/// An order for something to be made from a template: what was typed, judged, and how it should have been
/// typed.
/// </summary>
/// <param name="Values">Of the parameters, typed as the form has them.</param>
/// <param name="Problems">Empty when the order can be placed.</param>
/// <param name="Corrected">The whole order as it should be typed, without the slash command.</param>
public sealed record MakeOrder(JsonObject Values, bool KeepOnFailure, IReadOnlyList<Problem> Problems, string Corrected)
{
    public const string Keep = "keep-on-failure";

    public const string ParameterUnknown = "parameter-unknown";
    public const string FlagUnknown = "flag-unknown";
    public const string WordUnexpected = "word-unexpected";

    private const string NameParameter = "name";

    /// <param name="line">The words <c>new TEMPLATE [NAME]</c>, values and flags.</param>
    public static MakeOrder Of(CommandLine line, TemplateDefinition template, CatalogEntity person)
    {
        var form = TemplateForm.Of(template);
        List<Problem> problems = [];
        var given = Given(line, form, problems);
        var values = new JsonObject();
        foreach (var (name, text) in given)
        {
            values[name] = TypedValues.Of(text, form.SchemaOf(name));
        }

        var wrong = ParameterValidation.Validate(template, ParameterValidation.WithDefaults(template, values));
        var keep = Keeps(line, problems);
        problems.AddRange(wrong);
        var lacking = wrong.Count > 0 ? form.MissingIn(values) : [];
        var parameters = wrong.Select(problem => ParameterOf(problem.Field, form)).OfType<string>().Concat(lacking).Distinct();
        return new(values, keep, problems, Correct(template, form, given, parameters, keep, person));
    }

    /// <summary>The values by the parameters that were meant.</summary>
    private static List<KeyValuePair<string, string>> Given(CommandLine line, TemplateForm form, List<Problem> problems)
    {
        var given = line.Values.Where(value => form.Names.Contains(value.Key)).ToList();
        foreach (var (key, text) in line.Values.Where(value => !form.Names.Contains(value.Key)))
        {
            var free = form.Names.Where(name => given.All(value => value.Key != name));
            var near = NearestWords.Find(key, free);
            problems.Add(near.Count > 0
                ? new(ParameterUnknown, $"There is no parameter '{key}'; did you mean '{near[0]}'?", key)
                : new(
                    ParameterUnknown, $"There is no parameter '{key}'.", key,
                    Expected: $"one of {string.Join(", ", form.Names)}"));
            if (near.Count > 0)
            {
                given.Add(new(near[0], text));
            }
        }

        foreach (var word in line.Words.Skip(2))
        {
            if (form.Names.Contains(NameParameter) && given.All(value => value.Key != NameParameter))
            {
                given.Insert(0, new(NameParameter, word));
            }
            else
            {
                problems.Add(new(
                    WordUnexpected,
                    $"'{word}' stands alone; a value follows its parameter and '=', in quotes if it has blanks.",
                    word));
            }
        }

        return given;
    }

    private static bool Keeps(CommandLine line, List<Problem> problems)
    {
        problems.AddRange(line.Flags.Where(flag => flag.Key != Keep || flag.Value.Length > 0).Select(flag => new Problem(
            FlagUnknown,
            $"There is no flag '--{flag.Key}{(flag.Value.Length > 0 ? "=" : string.Empty)}'.",
            flag.Key,
            Expected: $"--{Keep}")));
        return line.Flags.Any(flag => flag.Key == Keep || NearestWords.Distance(flag.Key, Keep) <= NearestWords.MaxDistance);
    }

    private static string Correct(
        TemplateDefinition template,
        TemplateForm form,
        List<KeyValuePair<string, string>> given,
        IEnumerable<string> wrong,
        bool keep,
        CatalogEntity person)
    {
        var corrected = new List<KeyValuePair<string, string>>(given);
        foreach (var parameter in wrong)
        {
            var at = corrected.FindIndex(value => value.Key == parameter);
            var text = at >= 0 ? corrected[at].Value : null;
            var better = ValueSuggestion.For(
                parameter, text is null ? null : TypedValues.Of(text, form.SchemaOf(parameter)), form, person);
            if (at >= 0)
            {
                corrected[at] = new(parameter, better);
            }
            else
            {
                corrected.Add(new(parameter, better));
            }
        }

        return string.Join(' ', [
            "new", NameOf(template.Ref), .. corrected.Select(value => $"{value.Key}={CommandText.Quote(value.Value)}"),
            .. keep ? (string[])[$"--{Keep}"] : []]);
    }

    public static string NameOf(EntityRef template) =>
        template.Namespace == EntityRef.DefaultNamespace ? template.Name : template.Canonical;

    private static string? ParameterOf(string? field, TemplateForm form) =>
        field?.Split('.', '[')[0] is { } parameter && form.Names.Contains(parameter) ? parameter : null;
}
