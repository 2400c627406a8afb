using static Platform.Core.Catalog.Validation.Kinds.Shape;

namespace Platform.Core.Catalog.Validation.Kinds;

/// <summary>
/// A template's <c>spec</c> as the catalog judges it; whether the template can run is the scaffolder's to judge.
/// </summary>
internal static class TemplateShape
{
    private static readonly Member Permissions = May("backstage:permissions", new ObjectShape([May("tags", AnyTexts)]));

    private static readonly ObjectShape Step = new([
        Must("action", AnyText), May("id", AnyText), May("name", AnyText), May("input", Shape.Object), May("if", TextOrFlag),
        Permissions]);

    private static readonly ObjectShape Link = new([
        May("if", TextOrFlag), May("url"), May("entityRef"), May("title"), May("icon")]);

    private static readonly ObjectShape Note = new([May("if", TextOrFlag), May("title"), May("icon"), May("content", AnyText)]);

    private static readonly ObjectShape Buttons = new([
        May("backButtonText", AnyText), May("createButtonText", AnyText), May("reviewButtonText", AnyText)]);

    private static readonly Shape Decorators = new ListShape(
        new ObjectShape([May("id", AnyText), May("input", Shape.Object)]), "a list of objects");

    public static ObjectShape Spec { get; } = new([
        Must("type"), May("owner"), May("lifecycle"),
        May("parameters", new OneOrMoreShape(new ObjectShape([Permissions]))),
        May("secrets", new ObjectShape([May("schema", Shape.Object)])),
        May("presentation", new ObjectShape([May("buttonLabels", Buttons)])),
        May("EXPERIMENTAL_recovery", new ObjectShape([May("EXPERIMENTAL_strategy", AnyText)])),
        May("formDecorators", Decorators), May("EXPERIMENTAL_formDecorators", Decorators),
        Must("steps", new ListShape(Step, "a list of steps")),
        May("output", new ObjectShape(
            [May("links", new ListShape(Link, "a list of links")), May("text", new ListShape(Note, "a list of objects"))],
            Others: AnyText)),
    ]);
}
