using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Events;

/// <summary>Reads the fields of one object of an event; null and absent mean the same. Every problem is collected.</summary>
internal sealed partial class EventFields(FieldChecks checks, JsonObject fields, string path)
{
    private const string ShaRequirements = "7 to 64 lower-case hex digits";
    private const int LongestText = 500;

    public bool IsEmpty => fields.Count == 0;

    public string? Text(string name, bool required = false) =>
        Has(name, required) ? checks.Text(fields, path, name, required, IsShort, "1 to 500 characters") : null;

    /// <summary>Text of any length, such as a description.</summary>
    public string? Prose(string name) =>
        Has(name) ? checks.Text(fields, path, name, format: _ => true, expected: "a string") : null;

    public string? Sha(string name, bool required = false) =>
        Has(name, required) ? checks.Text(fields, path, name, required, Commit().IsMatch, ShaRequirements) : null;

    public DateTimeOffset? Instant(string name, bool required = false)
    {
        var instant = default(DateTimeOffset);
        var text = Has(name, required)
            ? checks.Text(fields, path, name, required, text => Instants.TryParse(text, out instant), Instants.Requirements)
            : null;

        // One form for one instant: a sender that changes its offset still repeats the same event.
        return text is null ? null : instant.ToUniversalTime();
    }

    public EntityRef? Component(string name, string kind = "component")
    {
        var text = Has(name)
            ? checks.Text(fields, path, name, format: value => IsRef(value, kind), expected: EntityRefFormat.Requirements)
            : null;
        return text is null ? null : EntityRef.Parse(text, kind);
    }

    public bool? Flag(string name) =>
        !Has(name) ? null
        : fields[name]!.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? fields[name]!.GetValue<bool>()
        : Mismatch<bool>(name, "true or false");

    // 2.0 is a whole number, as JSON Schema has it.
    public int? Number(string name, int least, int most) =>
        !Has(name) ? null
        : fields[name] is JsonValue value && WholeOf(value) is { } number && number >= least && number <= most ? (int)number
        : Mismatch<int>(name, $"a whole number from {least} to {most}");

    // A number that was made and one that was read are kept in different ways.
    private static long? WholeOf(JsonValue value) =>
        value.TryGetValue<long>(out var large) ? large
        : value.TryGetValue<int>(out var number) ? number
        : value.TryGetValue<decimal>(out var written) && decimal.IsInteger(written) && Math.Abs(written) <= int.MaxValue
            ? (long)written
            : null;

    /// <param name="names">What may stand in the field, lower-case.</param>
    public T? Choice<T>(string name, IReadOnlyDictionary<string, T> names)
        where T : struct, Enum
    {
        var text = Has(name)
            ? checks.Text(
                fields, path, name, format: text => names.ContainsKey(text.ToLowerInvariant()),
                expected: $"one of {string.Join(", ", names.Keys)}")
            : null;
        return text is null ? null : names[text.ToLowerInvariant()];
    }

    public IReadOnlyList<string>? Texts(string name) => List(name, "a list of strings") is { } list
        ? [.. list.Select((item, i) => checks.Text(item, FieldPath.Item(Key(name), i), IsShort, "1 to 500 characters"))
            .OfType<string>()]
        : null;

    public IReadOnlyList<string>? Shas(string name) => List(name, "a list of commits' SHAs") is { } list
        ? [.. list.Select((item, i) => checks.Text(item, FieldPath.Item(Key(name), i), Commit().IsMatch, ShaRequirements))
            .OfType<string>()]
        : null;

    public EventFields? Object(string name, bool required = false) =>
        Has(name, required) && checks.Object(fields, path, name, required) is { } found ? new(checks, found, Key(name)) : null;

    /// <summary>The fields of an object that may be missing: then all of them are.</summary>
    public EventFields Section(string name) => Object(name) ?? new(checks, [], Key(name));

    public IReadOnlyList<EventFields> Objects(string name)
    {
        var found = new List<EventFields>();
        var list = List(name, "a list of objects") ?? [];
        for (var i = 0; i < list.Count; i++)
        {
            var item = FieldPath.Item(Key(name), i);
            if (list[i] is JsonObject fieldsOfItem)
            {
                found.Add(new(checks, fieldsOfItem, item));
            }
            else
            {
                checks.Mismatch(item, list[i], "an object");
            }
        }

        return found;
    }

    public ActorType Actor() => Section("actor").Choice("type", Names.Actors) ?? ActorType.Unknown;

    private JsonArray? List(string name, string expected) =>
        Has(name) ? checks.List(fields, path, name, expected: expected) : null;

    private bool Has(string name, bool required = false)
    {
        if (fields[name] is not null)
        {
            return true;
        }

        if (required)
        {
            checks.Add(FieldChecks.Missing, Key(name), null, "a value");
        }

        return false;
    }

    private string Key(string name) => FieldPath.Key(path, name);

    private T? Mismatch<T>(string name, string expected)
        where T : struct
    {
        checks.Mismatch(Key(name), fields[name], expected);
        return null;
    }

    // JSON Schema counts characters, not the halves of those beyond the first plane.
    private static bool IsShort(string text) => text.Length is > 0 and <= LongestText
        || (text.Length is > LongestText and <= 2 * LongestText && text.EnumerateRunes().Count() <= LongestText);

    internal static bool IsRef(string text, string kind) =>
        EntityRef.TryParse(text, out var found, kind) && EntityRefFormat.IsValid(found);

    [GeneratedRegex(@"\A[0-9a-f]{7,64}\z")]
    private static partial Regex Commit();
}
