using Platform.Core.Primitives;

namespace Platform.Core.Drift.Rules.Upkeep;

public sealed class TemplateFilesEdited : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "template-files-edited",
        "Files of the template were edited or removed",
        RuleSeverity.Info,
        SubjectKind.Repository,
        "Compares the files that a template made with what they are now. Those that were changed by hand have to be merged when "
            + "the "
            + "template is updated.",
        "Move what is your own into files of your own, or narrow the rule's 'files' to those that nobody should edit.",
        [FactNames.Listing, FactNames.Content, FactNames.Provenance])
    {
        Options =
        [
            RuleOption.Texts("files", "Globs of the paths that count, within the folder that was made.", "**"),
            RuleOption.Texts("except", "Globs of paths that do not."),
        ],
    };

    public RuleJudgement Judge(RuleContext context)
    {
        if (RuleScope.SkipDead(context) is { } skipped)
        {
            return skipped;
        }

        var folders = context.World.Scaffolded(context.Repository);
        if (folders.Count == 0)
        {
            return RuleJudgement.NotApplicable("No template made it.");
        }

        if (folders.Any(one => one.Files is null))
        {
            return RuleJudgement.Unknown("What the template made is not known.");
        }

        var wanted = context.Texts("files").Select(GlobPattern.Parse).ToList();
        var except = context.Texts("except").Select(GlobPattern.Parse).ToList();
        var tracked = context.Repository.Content!.Value.Tracked;
        return RuleJudgement.Of([..
            from folder in folders
            from file in folder.Files!
            let name = file.Key[folder.Folder.Length..]
            where wanted.Exists(one => one.IsMatch(name)) && !except.Exists(one => one.IsMatch(name))
            let now = tracked.GetValueOrDefault(file.Key)
            where now != file.Value
            orderby file.Key
            select new RuleEvidence(
                now is null ? $"{file.Key} was removed." : $"{file.Key} was edited.",
                file.Key,
                now is null ? "removed" : "edited",
                $"as {folder.Template} made it")]);
    }
}
