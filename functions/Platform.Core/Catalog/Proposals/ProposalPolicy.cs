using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Catalog.Proposals;

public enum ProposalMode
{
    /// <summary>Nothing is read or written.</summary>
    Off,

    /// <summary>What would be proposed is worked out and shown; nothing is written to the repository.</summary>
    DryRun,

    /// <summary>A pull request is opened.</summary>
    Propose,
}

/// <summary>
/// Which repositories without a descriptor get one proposed: the first rule that matches counts, and without one it is off.
/// </summary>
public sealed class ProposalPolicy
{
    public const string Requirements =
        "rules like acme/legacy-*=off, acme=propose, with commas between: a glob of owner/name, or an owner, and off, dry-run or "
        + "propose";

    private readonly IReadOnlyList<(GlobPattern Glob, ProposalMode Mode)> _rules;

    private ProposalPolicy(IReadOnlyList<(GlobPattern, ProposalMode)> rules) => _rules = rules;

    /// <value>How many repositories a sweep has looked at for it, at most: each takes four changes of GitHub's budget.</value>
    public int MostPerSweep { get; init; } = 20;

    public static Result<ProposalPolicy> Parse(string? text)
    {
        var rules = new List<(GlobPattern, ProposalMode)>();
        foreach (var rule in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (rule.Split('=', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } glob, var word]
                || ModeOf(word) is not { } mode || GlobOf(glob) is not { } pattern)
            {
                return new Problem(
                    FieldChecks.WrongFormat, $"'{rule}' is no rule for proposals; expected {Requirements}.", Value: rule,
                    Expected: Requirements);
            }

            rules.Add((pattern, mode));
        }

        return new ProposalPolicy(rules);
    }

    public ProposalPolicy Limited(int mostPerSweep) => new(_rules) { MostPerSweep = mostPerSweep };

    public ProposalMode ModeOf(RepositoryName repository)
    {
        var name = repository.ToString().ToLowerInvariant();
        return _rules.FirstOrDefault(rule => rule.Glob.IsMatch(name)).Mode;
    }

    private static ProposalMode? ModeOf(string word) => word switch
    {
        "off" => ProposalMode.Off,
        "dry-run" => ProposalMode.DryRun,
        "propose" => ProposalMode.Propose,
        _ => null,
    };

    /// <summary>An owner by itself stands for all that is theirs.</summary>
    private static GlobPattern? GlobOf(string glob)
    {
        try
        {
            return GlobPattern.Parse((glob.Contains('/') ? glob : $"{glob}/*").ToLowerInvariant());
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
