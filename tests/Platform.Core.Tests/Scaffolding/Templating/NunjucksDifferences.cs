using Platform.TestKit.Templating;

namespace Platform.Core.Tests.Scaffolding.Templating;

/// <summary>Where nunjucks 3.2.4 answers differently. nunjitsu wins; why it differs is listed here.</summary>
internal static class NunjucksDifferences
{
    public const string Unexplained = "unexplained";

    public static string ReasonFor(EngineCase item, EngineAnswers theirs) =>
        DeliberateDifferences.Covers(item.Template) ? "our own deliberate differences"
        : item.Cookiecutter ? "cookiecutter's dialect is nunjitsu's own"
        : theirs.Nunjitsu.Output is null
            ? "nunjitsu refuses what nunjucks lets through: methods, globals, prototypes, wrong arguments"
        : theirs.Nunjucks!.Output is null ? "nunjitsu understands what nunjucks refuses, or fails on with a JavaScript error"
        : theirs.Nunjitsu.Output != theirs.Nunjucks.Output ? "nunjitsu answers differently"
        : Unexplained;
}
