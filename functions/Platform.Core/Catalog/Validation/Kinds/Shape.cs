using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Validation.Kinds;

/// <summary>What a value must look like; the little of JSON Schema that Backstage's kinds need, without its cost.</summary>
internal abstract record Shape
{
    public static Shape Text { get; } = new TextShape("a string that is not empty", text => text.Length > 0);

    public static Shape AnyText { get; } = new TextShape("a string", _ => true);

    public static Shape Texts { get; } = new ListShape(Text, "a list of strings");

    public static Shape AnyTexts { get; } = new ListShape(AnyText, "a list of strings");

    public static Shape Object { get; } = new ObjectShape([]);

    public static Shape TextOrFlag { get; } = new TextOrFlagShape();

    public static Shape TextOrTexts { get; } = new TextOrListShape();

    public static Shape OneOf(params string[] values) =>
        new TextShape($"one of {string.Join(", ", values)}", text => values.Contains(text));

    public static Shape TextOfAtMost(int length) => new TextShape(
        string.Create(CultureInfo.InvariantCulture, $"a string of 1 to {length} characters"),
        text => text.Length > 0 && text.EnumerateRunes().Count() <= length);

    public static Member Must(string name, Shape? shape = null) => new(name, shape ?? Text, Required: true);

    public static Member May(string name, Shape? shape = null) => new(name, shape ?? Text, Required: false);

    /// <summary>What is expected, in the words of a problem's message.</summary>
    public abstract string Expected { get; }

    public abstract void Check(FieldChecks checks, JsonNode? node, string field);
}

internal sealed record Member(string Name, Shape Shape, bool Required);

internal sealed record TextShape(string Requirements, Func<string, bool> Format) : Shape
{
    public override string Expected => Requirements;

    public override void Check(FieldChecks checks, JsonNode? node, string field) =>
        checks.Text(node, field, Format, Requirements);
}

internal sealed record TextOrFlagShape : Shape
{
    public override string Expected => "a string or a boolean";

    public override void Check(FieldChecks checks, JsonNode? node, string field)
    {
        if (node?.GetValueKind() is not (JsonValueKind.String or JsonValueKind.True or JsonValueKind.False))
        {
            checks.Mismatch(field, node, Expected);
        }
    }
}

/// <summary>For a field that changed its type between versions of Backstage's schema.</summary>
internal sealed record TextOrListShape : Shape
{
    public override string Expected => "a string, or a list of strings";

    public override void Check(FieldChecks checks, JsonNode? node, string field) =>
        (node is JsonArray ? Texts : Text).Check(checks, node, field);
}

internal sealed record ListShape(Shape Item, string Requirements, int Least = 0) : Shape
{
    public override string Expected => Requirements;

    public override void Check(FieldChecks checks, JsonNode? node, string field)
    {
        if (node is not JsonArray items)
        {
            checks.Mismatch(field, node, Requirements);
            return;
        }

        if (items.Count < Least)
        {
            checks.Add(FieldChecks.WrongFormat, field, null, Requirements);
        }

        for (var i = 0; i < items.Count; i++)
        {
            Item.Check(checks, items[i], FieldPath.Item(field, i));
        }
    }
}

/// <param name="Others">What every member that is not named must look like; anything when left out.</param>
internal sealed record ObjectShape(IReadOnlyList<Member> Members, Shape? Others = null) : Shape
{
    public override string Expected => "an object";

    public override void Check(FieldChecks checks, JsonNode? node, string field)
    {
        if (node is not JsonObject found)
        {
            checks.Mismatch(field, node, Expected);
            return;
        }

        if (checks.StandsForAnything(found))
        {
            return;
        }

        foreach (var member in Members)
        {
            if (found.TryGetPropertyValue(member.Name, out var value))
            {
                member.Shape.Check(checks, value, FieldPath.Key(field, member.Name));
            }
            else if (member.Required)
            {
                checks.Add(FieldChecks.Missing, FieldPath.Key(field, member.Name), null, member.Shape.Expected);
            }
        }

        foreach (var (name, value) in Others is null ? [] : found.Where(pair => Members.All(member => member.Name != pair.Key)))
        {
            Others!.Check(checks, value, FieldPath.Key(field, name));
        }
    }
}

/// <summary>Either one thing or a list of such things.</summary>
internal sealed record OneOrMoreShape(Shape One) : Shape
{
    public override string Expected => $"{One.Expected}, or a list of such";

    public override void Check(FieldChecks checks, JsonNode? node, string field)
    {
        switch (node)
        {
            case JsonArray items:
                new ListShape(One, Expected).Check(checks, items, field);
                break;
            case JsonObject:
                One.Check(checks, node, field);
                break;
            default:
                checks.Mismatch(field, node, Expected);
                break;
        }
    }
}
