using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Faults;

/// <summary>The rules in force. They are not persisted: a restarted forge behaves.</summary>
internal sealed partial class FaultBook(ForgeStore store, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<Armed> _armed = [];

    public void Add(FaultRule rule)
    {
        lock (_gate)
        {
            _armed.Add(new Armed(rule) { Skip = rule.Skip, Left = rule.Times });
        }
    }

    public void Clear(string? organization)
    {
        lock (_gate)
        {
            _armed.RemoveAll(armed => organization is null || Same(armed.Rule.Org, organization));
        }
    }

    public IReadOnlyList<(FaultRule Rule, int Left)> All()
    {
        lock (_gate)
        {
            return [.. _armed.Select(armed => (armed.Rule, armed.Left))];
        }
    }

    /// <summary>The fault that this request meets, if any; it counts as used.</summary>
    public FaultRule? Take(Exchange exchange, JsonObject body)
    {
        // The name of a repository that is being made stands in the body.
        var repository =
            exchange.Repository
            ?? (exchange.Route.EndsWith("/repos", StringComparison.Ordinal) ? body["name"]?.ToString() : null);
        var rule = Take(rule => !rule.IsWebhook && Concerns(rule, exchange, repository));
        if (rule?.Fault == FaultKind.NameTaken)
        {
            OccupyName(rule.Org, repository);
        }

        return rule;
    }

    public FaultRule? TakeWebhook(RepositoryData repository, string name) =>
        Take(rule =>
            rule.IsWebhook
            && Same(rule.Org, repository.Owner)
            && (rule.Repo is null || Same(rule.Repo, repository.Name))
            && (rule.Event is null || rule.Event == name));

    private FaultRule? Take(Func<FaultRule, bool> matches)
    {
        lock (_gate)
        {
            foreach (var armed in _armed.Where(armed => armed.Left > 0 && matches(armed.Rule)))
            {
                if (armed.Skip > 0)
                {
                    armed.Skip--;
                    continue;
                }

                armed.Left--;
                return armed.Rule;
            }

            return null;
        }
    }

    private bool Concerns(FaultRule rule, Exchange exchange, string? repository) =>
        Same(rule.Org, exchange.Owner)
        && (rule.Repo is null || Same(rule.Repo, repository))
        && (rule.Method is null || Same(rule.Method, exchange.Method))
        && (rule.RoutePattern is null || Pattern(rule.RoutePattern).IsMatch(Parameter().Replace(exchange.Route, "{}")))
        && (rule.Fault != FaultKind.NameTaken || exchange.Route.EndsWith("/repos", StringComparison.Ordinal))
        && (rule.Fault is not (FaultKind.NotFound or FaultKind.EmptyRepository) || IsThere(rule.Org, repository));

    // A 404 for what is not there yet is no fault and must not use one up.
    private bool IsThere(string organization, string? repository) =>
        repository is null || store.Find(organization, repository) is not null;

    private void OccupyName(string organization, string? repository)
    {
        var now = time.GetUtcNow();
        store.Create(
            new RepositoryData
            {
                Id = store.Ids.Next(),
                Owner = organization,
                Name = repository ?? "taken",
                Description = "Made by somebody else",
                CreatedAt = now,
                UpdatedAt = now,
                PushedAt = now,
            });
    }

    private static Regex Pattern(string pattern) =>
        new(
            $"^{Regex.Escape(Parameter().Replace(pattern, "{}")).Replace("\\*", ".*", StringComparison.Ordinal)}$",
            RegexOptions.IgnoreCase);

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    private sealed class Armed(FaultRule rule)
    {
        public FaultRule Rule { get; } = rule;

        public int Skip { get; set; }

        public int Left { get; set; }
    }
}
