using System.Text.Json.Nodes;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Faults;

/// <summary>The rules and chaos in force. They are not persisted: a restarted forge behaves.</summary>
internal sealed class FaultBook(ForgeStore store, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<ArmedFault> _armed = [];
    private readonly Dictionary<string, Chaos> _chaos = new(StringComparer.OrdinalIgnoreCase);

    public void Add(FaultRule rule)
    {
        lock (_gate)
        {
            _armed.Add(new ArmedFault(rule));
        }
    }

    /// <summary>Replaces the organization's chaos and counts its requests from one again.</summary>
    public void Add(ChaosPlan plan)
    {
        lock (_gate)
        {
            _chaos[plan.Org] = new Chaos(plan);
        }
    }

    public void Clear(string? organization)
    {
        lock (_gate)
        {
            _armed.RemoveAll(armed => organization is null || Same(armed.Rule.Org, organization));
        }
    }

    public void ClearChaos(string? organization)
    {
        lock (_gate)
        {
            foreach (var org in _chaos.Keys.Where(org => organization is null || Same(org, organization)).ToList())
            {
                _chaos.Remove(org);
            }
        }
    }

    public IReadOnlyList<(FaultRule Rule, int Left)> All(string? organization)
    {
        lock (_gate)
        {
            return
            [
                .. _armed.Where(armed => organization is null || Same(armed.Rule.Org, organization))
                    .Select(armed => (armed.Rule, armed.Left)),
            ];
        }
    }

    public IReadOnlyList<(ChaosPlan Plan, long Requests, long Faults)> AllChaos(string? organization)
    {
        lock (_gate)
        {
            return
            [
                .. _chaos.Values.Where(chaos => organization is null || Same(chaos.Plan.Org, organization))
                    .Select(chaos => (chaos.Plan, chaos.Requests, chaos.Faults)),
            ];
        }
    }

    /// <summary>The fault that this request meets, if any; it counts as used.</summary>
    public FaultRule? Take(Exchange exchange, JsonObject body)
    {
        var target = RequestTarget.Of(exchange, body, (owner, name) => store.Find(owner, name) is not null);
        var rule = target is null ? null : Take(target);
        if (rule?.Fault == FaultKind.NameTaken)
        {
            OccupyName(rule.Org, target!.Repo);
        }

        return rule;
    }

    public FaultRule? TakeWebhook(RepositoryData repository, string name) =>
        Take(new WebhookTarget(repository.Owner, repository.Name, name));

    /// <summary>The fault made no difference and stays for the next.</summary>
    public void GiveBack(FaultRule rule)
    {
        lock (_gate)
        {
            if (_armed.Find(armed => ReferenceEquals(armed.Rule, rule)) is { } armed)
            {
                armed.Left++;
            }
            else
            {
                _chaos.GetValueOrDefault(rule.Org)?.GiveBack();
            }
        }
    }

    private FaultRule? Take(FaultTarget target)
    {
        lock (_gate)
        {
            return _armed.Find(armed => armed.Take(target))?.Rule ?? _chaos.GetValueOrDefault(target.Org)?.Draw(target);
        }
    }

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

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
