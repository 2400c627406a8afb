using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Templating.Skeletons;

/// <summary>The inputs of <c>fetch:template</c>, checked.</summary>
public sealed record FetchTemplateOptions
{
    /// <value>Where the skeleton is: relative to the template, or absolute.</value>
    public required string Url { get; init; }

    /// <value>Folder of the workspace that receives the files; "" for its root.</value>
    public string TargetPath { get; init; } = string.Empty;

    public JsonObject Values { get; init; } = [];

    /// <value>Names below <c>values.</c> that may be undefined in strict mode.</value>
    public OptionalNames Optional { get; init; } = OptionalNames.None;

    /// <value>Globs of files whose content is copied as it is; their paths are rendered.</value>
    public IReadOnlyList<string> CopyWithoutTemplating { get; init; } = [];

    /// <value>Globs of files whose content and path are copied as they are (deprecated in Backstage).</value>
    public IReadOnlyList<string> CopyWithoutRender { get; init; } = [];

    /// <value>With its dot; then only files that end with it are rendered, and lose it.</value>
    public string? TemplateFileExtension { get; init; }

    public bool CookiecutterCompat { get; init; }

    /// <value>Whether files that are already in the workspace are overwritten; otherwise they are silently kept.</value>
    public bool Replace { get; init; }

    public bool TrimBlocks { get; init; }

    public bool LstripBlocks { get; init; }

    /// <value>The variable under which a skeleton finds its values.</value>
    public string Variable => CookiecutterCompat ? "cookiecutter" : "values";

    internal TemplateSyntax Syntax => new()
    {
        TrimBlocks = TrimBlocks,
        LstripBlocks = LstripBlocks,
        CookiecutterCompat = CookiecutterCompat,
    };

    /// <param name="input">The step's rendered input.</param>
    /// <param name="written">
    /// The step's input as the template has it: a value that is written there and rendered to nothing is optional in the
    /// skeleton.
    /// </param>
    /// <param name="optional">The names that were optional when the input was rendered.</param>
    public static Result<FetchTemplateOptions> From(JsonObject input, JsonObject? written = null, OptionalNames? optional = null)
    {
        var fields = new FetchTemplateInput(input);
        var cookiecutter = fields.Flag("cookiecutterCompat");
        var options = new FetchTemplateOptions
        {
            Url = fields.Url(),
            TargetPath = fields.TargetPath(),
            Values = fields.Values(),
            Optional = OptionalValues.Of(
                cookiecutter ? "cookiecutter" : "values",
                written?["values"],
                optional ?? OptionalNames.None),
            CopyWithoutTemplating = fields.Globs("copyWithoutTemplating"),
            CopyWithoutRender = fields.Globs("copyWithoutRender"),
            TemplateFileExtension = fields.Extension(),
            CookiecutterCompat = cookiecutter,
            Replace = fields.Flag("replace"),
            TrimBlocks = fields.Flag("trimBlocks"),
            LstripBlocks = fields.Flag("lstripBlocks"),
        };
        fields.CheckExclusions();
        return fields.Problems.Count == 0 ? options : Result<FetchTemplateOptions>.Failed(fields.Problems);
    }
}
