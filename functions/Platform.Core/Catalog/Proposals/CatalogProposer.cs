using Platform.Core.Access;
using Platform.Core.Catalog.Discovery;
using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Proposals;

/// <summary>
/// Proposes a descriptor to a repository that has none, by one pull request in its life, and closes it when a descriptor comes
/// some other way. Every step finds what an earlier attempt has left, so it may die anywhere and be repeated.
/// </summary>
public sealed class CatalogProposer(
    RepositoryAnalysis analysis,
    IPullRequests pulls,
    IProposalRecords records,
    ICatalogReader catalog,
    IDocumentReader documents,
    ProposalPolicy policy,
    DescriptorNames names,
    AuditTrail audit)
{
    public const string Branch = "platform/catalog-info";

    private const string Who = "catalog-proposals";

    /// <returns>Null when the policy wants nothing of it, or when it is not there any more.</returns>
    /// <exception cref="TransientSourceControlException">Try again later.</exception>
    public async Task<ProposalRecord?> LookAsync(ProposalRequest request, CancellationToken cancellationToken)
    {
        var known = await records.FindAsync(request.Number, cancellationToken);
        var mode = policy.ModeOf(RepositoryName.Parse(request.Repository));
        if (mode == ProposalMode.Off || known is { State: ProposalState.Declined or ProposalState.Merged })
        {
            return known;
        }

        var analyzed = await analysis.AnalyzeAsync(RepositoryName.Parse(request.Repository), wanted: null, cancellationToken);
        if (!analyzed.IsOk)
        {
            // Empty, gone, or hidden: there is nothing to propose to, and if that changes, there is a push.
            return known;
        }

        var (profile, existing, proposed) = analyzed.Value;
        if (profile.Listed.Id != request.Number)
        {
            return null;
        }

        var draft = new Draft(request, profile.Listed, known, proposed, mode);
        var next = existing.Count > 0
            ? await DescribedAsync(draft, existing[0].Descriptor.Name, cancellationToken)
            : await ReasonToLeaveAsync(profile, proposed, cancellationToken) is { } reason
                ? draft.To(ProposalState.LeftAlone, reason)
                : await ProposeAsync(draft, cancellationToken);
        if (next is not null)
        {
            await records.SaveAsync(next, cancellationToken);
        }

        return next;
    }

    private async Task<ProposalRecord?> DescribedAsync(Draft draft, string path, CancellationToken cancellationToken)
    {
        if (draft.Known is not { State: ProposalState.Open or ProposalState.Opening })
        {
            return draft.Known is null ? null : draft.To(ProposalState.Described, "It has a descriptor.");
        }

        var all = await pulls.ListAsync(draft.Name, Branch, cancellationToken);
        if (!all.IsOk)
        {
            return draft.To(draft.Known.State, all.Problems[0].Message);
        }

        var newest = all.Value is [var first, ..] ? first : null;
        if (newest is { IsMerged: true })
        {
            return draft.To(ProposalState.Merged, "The pull request was merged.", newest);
        }

        if (newest is { Number: var number })
        {
            // Also when it is closed: the attempt that closed it may have died before it deleted the branch.
            var closed = await pulls.CloseAsync(
                draft.Name, number, Branch, ProposalText.ClosingComment(path), cancellationToken);
            if (!closed.IsOk)
            {
                return draft.To(draft.Known.State, closed.Problems[0].Message, newest);
            }

            await RecordAsync(draft, "catalog proposal closed", $"pull request {newest.HtmlUrl}", cancellationToken);
        }

        return draft.To(ProposalState.Described, $"It has a descriptor now: {path}.", newest);
    }

    private async Task<string?> ReasonToLeaveAsync(
        RepositoryProfile profile, IReadOnlyList<ProposedEntity> proposed, CancellationToken cancellationToken)
    {
        if (profile is { Listed.Archived: true } or { Listed.Fork: true } or { IsTemplate: true })
        {
            return $"It is {(profile.Listed.Archived ? "archived" : profile.Listed.Fork ? "a fork" : "a template")}.";
        }

        foreach (var name in proposed.Select(one => (string)one.Entity["metadata"]!["name"]!))
        {
            // A name that others have was not proposed, so whoever has this one is this repository.
            var entityRef = EntityRef.Create("component", EntityRef.DefaultNamespace, name);
            if (await catalog.FindAsync(entityRef, cancellationToken) is { } there)
            {
                return $"The catalog has it already, as {entityRef} from {there.Source}.";
            }
        }

        return null;
    }

    private async Task<ProposalRecord> ProposeAsync(Draft draft, CancellationToken cancellationToken)
    {
        var path = names.Usual;
        var text = ProposalText.Descriptor(draft.Proposed);
        if (new DescriptorValidation(documents).Judge(path, text).FirstOrDefault(one => !one.Valid) is { } wrong)
        {
            return draft.To(ProposalState.Failed, $"What was worked out is no valid descriptor: {wrong.Problems[0].Message}");
        }

        if (draft.Mode == ProposalMode.DryRun)
        {
            return draft.To(ProposalState.DryRun, "This would be proposed.") with { Text = text };
        }

        var all = await pulls.ListAsync(draft.Name, Branch, cancellationToken);
        if (!all.IsOk)
        {
            return draft.To(ProposalState.Failed, all.Problems[0].Message);
        }

        return all.Value.FirstOrDefault(pull => pull.IsOpen) is { } open ? draft.To(ProposalState.Open, "It is proposed.", open)
            : all.Value.FirstOrDefault(pull => pull.IsMerged) is { } merged
                ? draft.To(ProposalState.Merged, "The pull request was merged.", merged)
            : all.Value is [var closed, ..]
                ? draft.To(ProposalState.Declined, "The pull request was closed.", closed)
            : await OpenAsync(draft, path, text, cancellationToken);
    }

    private async Task<ProposalRecord> OpenAsync(Draft draft, string path, string text, CancellationToken cancellationToken)
    {
        // From here on there may be a pull request, whatever becomes of this process.
        await records.SaveAsync(draft.To(ProposalState.Opening, "It is being proposed."), cancellationToken);
        var commit = new CommitRequest(
            ProposalText.CommitMessage, "Platform", "platform@platform.invalid", draft.Request.At,
            [CommitEntry.Inline(path, "100644", text)]);
        var branch = draft.Listed.DefaultBranch;
        var pushed = await pulls.PushAsync(draft.Name, new(Branch, branch, commit), cancellationToken);
        if (!pushed.IsOk)
        {
            return draft.To(ProposalState.Failed, pushed.Problems[0].Message);
        }

        var opened = await pulls.OpenAsync(
            draft.Name,
            new(
                Branch, branch, ProposalText.Title(draft.Name), ProposalText.Body(draft.Name, path, draft.Proposed),
                IsDraft: draft.Proposed.Any(one => one.Open.Any())),
            cancellationToken);
        if (!opened.IsOk)
        {
            return draft.To(ProposalState.Failed, opened.Problems[0].Message);
        }

        await RecordAsync(draft, "catalog proposal opened", $"pull request {opened.Value.HtmlUrl}", cancellationToken);
        return draft.To(ProposalState.Open, "It is proposed.", opened.Value) with { Text = text };
    }

    private Task RecordAsync(Draft draft, string what, string detail, CancellationToken cancellationToken) => audit.RecordAsync(
        Who, what, draft.Request.Id, [draft.Name.ToString()], AuditOutcome.Succeeded, detail, cancellationToken);

    private sealed record Draft(
        ProposalRequest Request,
        ListedRepository Listed,
        ProposalRecord? Known,
        IReadOnlyList<ProposedEntity> Proposed,
        ProposalMode Mode)
    {
        public RepositoryName Name => Listed.Name;

        public ProposalRecord To(ProposalState state, string reason, PullRequest? pull = null) => new(
            Listed.Id, Name.Owner.ToLowerInvariant(), Name, state, reason, Request.At, Listed.PushedAt)
        {
            Number = pull?.Number ?? Known?.Number,
            Url = pull?.HtmlUrl ?? Known?.Url,
            Text = state is ProposalState.Opening or ProposalState.Open ? Known?.Text : null,
        };
    }
}
