using System.Runtime.CompilerServices;
using Platform.Core.Catalog;

namespace Platform.Core.Drift.Rules.Relationships;

/// <summary>Which entities depend on themselves; found once for each world, in time that grows with its edges.</summary>
internal sealed class DependencyCycles
{
    private static readonly ConditionalWeakTable<IDriftWorld, DependencyCycles> Known = [];

    private readonly IDriftWorld _world;
    private readonly Dictionary<string, int> _order = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lowest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _circle = new(StringComparer.Ordinal);

    private DependencyCycles(IDriftWorld world)
    {
        _world = world;
        foreach (var entity in world.Entities)
        {
            if (!_order.ContainsKey(entity.Canonical))
            {
                Visit(entity);
            }
        }
    }

    public static DependencyCycles In(IDriftWorld world) => Known.GetValue(world, one => new(one));

    /// <returns>The shortest way from the entity back to it; null when there is none.</returns>
    public IReadOnlyList<string>? Through(EntityFacts entity)
    {
        var start = entity.Canonical;
        if (!_circle.TryGetValue(start, out var circle))
        {
            return null;
        }

        var (from, next) = (new Dictionary<string, string>(StringComparer.Ordinal), new Queue<EntityFacts>([entity]));
        while (next.TryDequeue(out var one))
        {
            foreach (var target in one.DependsOn.Select(target => target.Canonical))
            {
                if (target == start)
                {
                    return Back(one.Canonical, start, from);
                }

                if (_circle.GetValueOrDefault(target, -1) == circle && from.TryAdd(target, one.Canonical))
                {
                    next.Enqueue(_world.Find(target)!);
                }
            }
        }

        return null;
    }

    private static List<string> Back(string last, string start, Dictionary<string, string> from)
    {
        var way = new List<string> { start };
        for (var at = last; at != start; at = from[at])
        {
            way.Add(at);
        }

        way.Add(start);
        way.Reverse();
        return way;
    }

    /// <summary>Tarjan's, with a stack of its own: chains of any length are allowed.</summary>
    private void Visit(EntityFacts root)
    {
        var open = new Stack<string>();
        var isOpen = new HashSet<string>(StringComparer.Ordinal);
        var calls = new Stack<(EntityFacts Entity, int Next)>();
        Open(root);
        while (calls.TryPop(out var call))
        {
            var name = call.Entity.Canonical;
            if (call.Next > 0)
            {
                // What was visited last is done.
                Lower(name, call.Entity.DependsOn[call.Next - 1].Canonical, isOpen);
            }

            var next = call.Next;
            while (next < call.Entity.DependsOn.Count && Find(call.Entity.DependsOn[next]) is var target
                && (target is null || _order.ContainsKey(target.Canonical)))
            {
                if (target is not null)
                {
                    Lower(name, target.Canonical, isOpen);
                }

                next++;
            }

            if (next < call.Entity.DependsOn.Count)
            {
                calls.Push((call.Entity, next + 1));
                Open(Find(call.Entity.DependsOn[next])!);
            }
            else if (_lowest[name] == _order[name])
            {
                Close(call.Entity, open, isOpen);
            }
        }

        void Open(EntityFacts entity)
        {
            _order[entity.Canonical] = _lowest[entity.Canonical] = _order.Count;
            open.Push(entity.Canonical);
            isOpen.Add(entity.Canonical);
            calls.Push((entity, 0));
        }
    }

    private EntityFacts? Find(EntityRef target) => _world.Find(target.Canonical);

    private void Lower(string name, string target, HashSet<string> isOpen)
    {
        if (isOpen.Contains(target))
        {
            _lowest[name] = Math.Min(_lowest[name], _lowest[target]);
        }
    }

    private void Close(EntityFacts entity, Stack<string> open, HashSet<string> isOpen)
    {
        var members = new List<string>();
        do
        {
            members.Add(open.Pop());
            isOpen.Remove(members[^1]);
        }
        while (members[^1] != entity.Canonical);
        if (members.Count > 1 || entity.DependsOn.Contains(entity.Ref))
        {
            members.ForEach(member => _circle[member] = _order[entity.Canonical]);
        }
    }
}
