namespace Platform.Core.Metrics.Events;

/// <summary>Reads changes and commits.</summary>
internal static class ChangeReading
{
    private const int MostLines = 1_000_000_000;

    public static ChangeNotice Read(EventParts parts, ChangePhase phase)
    {
        var (content, custom) = (parts.Subject.Content, parts.Custom);
        return new(
            phase,
            Repositories.Normalize(custom.Text("repoUrl") ?? RepositoryOf(content.Section("repository")) ?? parts.Source),
            custom.Text("number") ?? parts.Subject.Id,
            custom.Component("component"),
            [.. custom.Objects("commits").Select(Commit)],
            custom.Sha("headSha") ?? (phase == ChangePhase.Merged ? null : custom.Sha("commitSha")),
            custom.Sha("mergeCommitSha") ?? (phase == ChangePhase.Merged ? custom.Sha("commitSha") : null),
            custom.Text("headRef"),
            custom.Prose("title"),
            content.Prose("description") ?? custom.Prose("description"),
            custom.Texts("labels"),
            custom.Texts("flags"),
            custom.Text("author"),
            custom.Text("reviewer"),
            custom.Flag("draft") ?? false,
            custom.Actor(),
            SizeOf(custom.Number("additions", 0, MostLines), custom.Number("deletions", 0, MostLines)));
    }

    private static int? SizeOf(int? additions, int? deletions) =>
        additions is null && deletions is null ? null : (additions ?? 0) + (deletions ?? 0);

    public static CommitsNotice Commits(EventParts parts) => new(
        Repositories.Normalize(
            parts.Custom.Text("repoUrl") ?? RepositoryOf(parts.Subject.Content.Section("repository")) ?? parts.Source),
        Chained([.. parts.Custom.Objects("commits").Select(Commit)], parts.Custom.Sha("before")));

    private static CommitNotice Commit(EventFields fields) => new(
        fields.Sha("sha", required: true) ?? string.Empty,
        fields.Instant("authoredAt"),
        fields.Shas("parents"),
        fields.Sha("treeSha"),
        fields.Prose("message"),
        fields.Texts("files"),
        fields.Actor());

    // A push lists its commits oldest first, each on top of the one before.
    private static List<CommitNotice> Chained(List<CommitNotice> commits, string? before)
    {
        for (var i = 0; i < commits.Count; i++)
        {
            var below = i > 0 ? commits[i - 1].Sha : before;
            if (commits[i].Parents is null && below is not null && below.Any(digit => digit != '0'))
            {
                commits[i] = commits[i] with { Parents = [below] };
            }
        }

        return commits;
    }

    private static string? RepositoryOf(EventFields repository)
    {
        var (id, source) = (repository.Text("id"), repository.Text("source"));
        return id is null || source is null ? id : $"{source.TrimEnd('/')}/{id}";
    }
}
