using System.Text.RegularExpressions;
using Platform.TestKit.Templating;

namespace Platform.Core.Tests.Scaffolding.Templating;

/// <summary>Where nunjucks 3.2.4 answers differently. nunjitsu wins; why it differs is listed here.</summary>
internal static class NunjucksDifferences
{
    private const string Method = "only the methods listed as harmless can be called, with as many arguments as they take";
    private const string Function = "functions are no values: they can't be compared, counted or written";
    private const string Switch = "the content of 'switch' is cases and then at most one default";

    /// <summary>A row is about templates of which a part has its form, and about one kind of difference.</summary>
    public static readonly IReadOnlyList<NunjucksDifference> Table =
    [
        new(
            Kind.Refused,
            @"\| (slice|batch)\((0|-1|''|'[a-z]+'|false|none|nope|\[\]|\{\})[,)]",
            "a measure that is no positive number is refused"),
        new(Kind.Refused, @"\b1e\d+", "nunjucks reads the 'e' as a member of 1"),
        new(Kind.Refused, @"\| (select|reject)\(none", "none names no test"),
        new(Kind.Refused, @"\.(at|toString|padStart|repeat|match|localeCompare)\(", Method),
        new(Kind.Refused, @"\.trim\(1\)|\.toFixed\(1, 2\)", Method),
        new(Kind.Refused, "constructor|__proto__", "what leads out of the template is refused"),
        new(Kind.Refused, @"\| safe\) \| dictsort", "a safe text is a text, in nunjucks an object with members"),
        new(Kind.Refused, "naïve|[$]x", "names are of ASCII's letters, digits and '_'"),
        new(Kind.Refused, @"\bm == none|\[m\]|\{ joiner \}|\{ caller \}", Function),
        new(Kind.Refused, @"^\{% switch 1 %\}( junk |\n|\{% default)", Switch),
        new(Kind.Refused, @"\{% set x %\}\{% macro", "what is set is a text: no macro can be declared inside"),
        new(Kind.Changed, @"\| safe\) \| ", "a safe text is a text, in nunjucks an object with members"),
        new(Kind.Changed, @"\| slice\(2\.5\)", "a number of slices is cut to a whole one"),
        new(Kind.Changed, @"\['constr' \+ 'uctor'\]", "what leads out of the template is undefined"),
        new(Kind.Changed, @"\{% endraw %\} \{%-", "the space after 'endraw' belongs to 'raw'"),
        new(Kind.Accepted, @"\[[^\[\]]*:[^\[\]]*\]", "nunjucks takes slices only with its option for Jinja"),
        new(Kind.Accepted, @"\| safe\) \| groupby", "a safe text is a text, in nunjucks an object with members"),
    ];

    public static IReadOnlyList<NunjucksDifference> Covering(EngineCase item, EngineAnswers theirs)
    {
        var kind = theirs.Nunjitsu.Output is null ? Kind.Refused
            : theirs.Nunjucks!.Output is null ? Kind.Accepted
            : Kind.Changed;
        return [.. Table.Where(row => row.Kind == kind && Regex.IsMatch(item.Template, row.Form))];
    }

    /// <summary>Cases that no row is about: the dialect of cookiecutter isn't nunjucks', and ours is ours.</summary>
    public static bool Excepts(EngineCase item) => item.Cookiecutter || DeliberateDifferences.Covers(item.Template);

    internal enum Kind
    {
        /// <summary>nunjitsu refuses what nunjucks renders.</summary>
        Refused,

        /// <summary>nunjitsu renders what nunjucks refuses.</summary>
        Accepted,

        Changed,
    }
}

internal sealed record NunjucksDifference(NunjucksDifferences.Kind Kind, string Form, string Why);
