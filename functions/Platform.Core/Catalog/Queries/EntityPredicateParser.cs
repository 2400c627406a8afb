using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Catalog.Queries;

/// <summary>
/// Reads Backstage's filter predicates: <c>{"kind": "component", "$not": …}</c> and so on, of the bodies of questions. What
/// Backstage would pass over in silence, such as a field beside an operator, is refused.
/// </summary>
public static class EntityPredicateParser
{
    /// <summary>Of one question. A field that nobody has asked for yet costs a look at every entity.</summary>
    public const int MostFields = 100;

    public const int MostConditions = 10_000;

    private const string ConditionExpected =
        "a string, a number, true or false, or one of $exists, $in, $hasPrefix and $contains";

    private const string PredicateExpected = "an object: fields, or one of $all, $any and $not";

    /// <param name="field">What problems call the predicate.</param>
    public static EntityFilter Read(FieldChecks checks, JsonNode? predicate, string field)
    {
        var reading = new Reading(checks);
        var filter = reading.Predicate(predicate, field);
        var fields = EntityFilterKeys.Of(filter).Distinct().Count();
        if (fields > MostFields || reading.Conditions > MostConditions)
        {
            checks.Add(FieldChecks.WrongFormat, field, null, string.Create(
                CultureInfo.InvariantCulture, $"at most {MostFields} different fields and {MostConditions} values"));
        }

        return filter;
    }

    private sealed class Reading(FieldChecks checks)
    {
        public int Conditions { get; private set; }

        public EntityFilter Predicate(JsonNode? node, string field)
        {
            if (node is not JsonObject predicate)
            {
                checks.Mismatch(field, node, PredicateExpected);
                return EntityFilter.Everything;
            }

            if (!predicate.Any(part => part.Key.StartsWith('$')))
            {
                var conditions = predicate
                    .Select(part => Condition(part.Key, part.Value, FieldPath.Key(field, part.Key))).ToList();
                return conditions.Count == 1 ? conditions[0] : new EntityFilter.All(conditions);
            }

            var (name, value) = predicate.First();
            var path = FieldPath.Key(field, name);
            switch (predicate.Count, name)
            {
                case (1, "$all"):
                    return new EntityFilter.All(Many(value, path));
                case (1, "$any"):
                    return new EntityFilter.Any(Many(value, path));
                case (1, "$not"):
                    return new EntityFilter.Not(Predicate(value, path));
                default:
                    checks.Add(FieldChecks.WrongFormat, field, null, PredicateExpected);
                    return EntityFilter.Everything;
            }
        }

        private IReadOnlyList<EntityFilter> Many(JsonNode? node, string field)
        {
            if (node is JsonArray list)
            {
                return [.. list.Select((one, index) => Predicate(one, FieldPath.Item(field, index)))];
            }

            checks.Mismatch(field, node, "a list of predicates");
            return [];
        }

        private EntityFilter Condition(string name, JsonNode? node, string field)
        {
            Conditions++;
            var key = name.ToLowerInvariant();
            if (key.Length == 0)
            {
                checks.Add(FieldChecks.WrongFormat, field, null, "the path of a field, for example spec.type");
                return EntityFilter.Everything;
            }

            if (node is not JsonObject condition)
            {
                return new EntityFilter.In(key, [Value(node, field, ConditionExpected)]);
            }

            var (word, value) = condition.FirstOrDefault();
            var path = FieldPath.Key(field, word ?? string.Empty);
            switch (condition.Count, word)
            {
                case (1, "$exists") when value?.GetValueKind() is JsonValueKind.True:
                    return new EntityFilter.Exists(key);
                case (1, "$exists") when value?.GetValueKind() is JsonValueKind.False:
                    return new EntityFilter.Not(new EntityFilter.Exists(key));
                case (1, "$in"):
                    return new EntityFilter.In(key, Values(value, path));
                case (1, "$hasPrefix"):
                    return new EntityFilter.HasPrefix(
                        key, checks.Text(value, path, _ => true, "a string")?.ToLowerInvariant() ?? string.Empty);
                case (1, "$contains") when value is JsonObject relation && key == "relations":
                    return Relation(relation, path);
                case (1, "$contains"):
                    return new EntityFilter.In(key, [Value(value, path, "a string, a number, true or false")]);
                default:
                    checks.Add(FieldChecks.WrongFormat, field, null, ConditionExpected);
                    return EntityFilter.Everything;
            }
        }

        /// <summary><c>{"relations": {"$contains": {"type": "ownedBy", "targetRef": "group:default/a"}}}</c></summary>
        private EntityFilter Relation(JsonObject relation, string field)
        {
            checks.NoOthers(relation, field, ["type", "targetRef"]);
            var type = checks.Text(relation, field, "type", required: true)?.ToLowerInvariant();
            if (!relation.ContainsKey("targetRef"))
            {
                return new EntityFilter.Exists($"relations.{type}");
            }

            var (target, path) = (relation["targetRef"], FieldPath.Key(field, "targetRef"));
            return new EntityFilter.In($"relations.{type}", target is JsonObject { Count: 1 } many && many.ContainsKey("$in")
                ? Values(many["$in"], FieldPath.Key(path, "$in"))
                : [Value(target, path, "a reference, or $in with some")]);
        }

        private IReadOnlyList<string> Values(JsonNode? node, string field)
        {
            if (node is JsonArray list)
            {
                return [.. list.Select((one, index) =>
                    Value(one, FieldPath.Item(field, index), "a string, a number, true or false"))];
            }

            checks.Mismatch(field, node, "a list of values");
            return [];
        }

        /// <summary>As JavaScript writes it, and in lower case, as the search rows have it.</summary>
        private string Value(JsonNode? node, string field, string expected)
        {
            Conditions++;
            switch (node?.GetValueKind())
            {
                case JsonValueKind.String:
                    return node.GetValue<string>().ToLowerInvariant();
                case JsonValueKind.Number:
                    return JsNumber.ToText(node.GetValue<double>()).ToLowerInvariant();
                case JsonValueKind.True:
                    return "true";
                case JsonValueKind.False:
                    return "false";
                default:
                    checks.Mismatch(field, node, expected);
                    return string.Empty;
            }
        }
    }
}
