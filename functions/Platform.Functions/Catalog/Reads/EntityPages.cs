using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Queries;
using Platform.Core.Primitives;

namespace Platform.Functions.Catalog.Reads;

/// <summary>Entities that are asked for by what they are like, written as the index has them, byte for byte.</summary>
public static class EntityPages
{
    private const string Expected = "asc:<field> or desc:<field>";

    /// <summary>So many entities are sent at once, where the answer is sent while it is written.</summary>
    private const int SentAtOnce = 200;

    private static readonly string[] PageParameters = ["limit", "offset", "after"];

    /// <summary>
    /// A bare list. Whoever asks for no page gets all, and whoever asks for a long one gets it, as Backstage's clients rely on;
    /// after a page, that there is more stands in a header.
    /// </summary>
    public static CatalogAnswer List(CatalogView view, Func<string, IReadOnlyList<string?>> parameters)
    {
        var checks = new FieldChecks();
        var order = parameters("order").Select(text => OrderField(checks, text)).OfType<string>().ToList();
        var query = EntityQueryParser.Query(name => name switch
        {
            "orderField" => order,
            "cursor" => parameters("after"),
            "limit" when parameters(name).Count == 0 => [$"{EntityQuery.MaxLimit}"],
            "filter" or "limit" or "offset" => parameters(name),
            _ => [],
        });
        if (!query.IsOk || !checks.IsClean)
        {
            return CatalogAnswer.Refused(
            [
                .. checks.Problems,
                .. query.Problems.Select(problem => problem.Field == "cursor" ? Renamed(problem) : problem),
            ]);
        }

        var fields = EntityQueryParser.Fields(parameters("fields"));
        var page = view.Query(query.Value with { Limit = Limit(parameters) ?? query.Value.Limit });
        return CatalogAnswer.Ok(
            (output, cancellationToken) => WriteListAsync(output, page.Items, fields, cancellationToken),
            after: page.NextCursor?.ToString(),
            isLong: page.Items.Count > EntityQuery.MaxLimit);
    }

    /// <summary>A page with the number of all, and cursors to both sides.</summary>
    public static CatalogAnswer Query(CatalogView view, Func<string, IReadOnlyList<string?>> parameters)
    {
        var query = EntityQueryParser.Query(parameters);
        return query.IsOk
            ? Page(view, query.Value, EntityQueryParser.Fields(parameters("fields")))
            : CatalogAnswer.Refused(query.Problems);
    }

    /// <summary>The same for a question in a body.</summary>
    public static CatalogAnswer Query(CatalogView view, JsonObject body)
    {
        var asked = EntityQueryBody.Query(body);
        return asked.IsOk
            ? Page(view, asked.Value.Query, asked.Value.Fields)
            : CatalogAnswer.Refused(asked.Problems);
    }

    private static CatalogAnswer Page(CatalogView view, EntityQuery query, FieldSelection? fields)
    {
        var page = view.Query(query);
        return CatalogAnswer.Ok(async (output, cancellationToken) =>
        {
            output.Write("{\"items\":"u8);
            await WriteListAsync(output, page.Items, fields, cancellationToken);
            output.Write(",\"totalItems\":"u8);
            Text(output, $"{(query.SkipsTotal ? 0 : page.TotalItems)}");
            output.Write(",\"pageInfo\":{"u8);
            Cursor(output, "\"nextCursor\":\"", page.NextCursor);
            Cursor(output, page.NextCursor is null ? "\"prevCursor\":\"" : ",\"prevCursor\":\"", page.PrevCursor);
            output.Write("}}"u8);
        });
    }

    internal static CatalogAnswer Items(IReadOnlyList<IndexedEntity?> entities, FieldSelection? fields) =>
        CatalogAnswer.Ok(async (output, cancellationToken) =>
        {
            output.Write("{\"items\":"u8);
            await WriteListAsync(output, entities, fields, cancellationToken);
            output.Write("}"u8);
        });

    private static async ValueTask WriteListAsync(
        IBufferWriter<byte> output,
        IReadOnlyList<IndexedEntity?> entities,
        FieldSelection? fields,
        CancellationToken cancellationToken)
    {
        output.Write("["u8);
        for (var i = 0; i < entities.Count; i++)
        {
            if (i > 0)
            {
                output.Write(","u8);
            }

            if (entities[i] is { } entity)
            {
                await entity.WriteToAsync(output, fields, cancellationToken);
            }
            else
            {
                output.Write("null"u8);
            }

            if (output is PipeWriter pipe && i % SentAtOnce == 0)
            {
                await pipe.FlushAsync(cancellationToken);
            }
        }

        output.Write("]"u8);
    }

    /// <summary>Cursors have no character that JSON escapes.</summary>
    private static void Cursor(IBufferWriter<byte> output, string name, EntityCursor? cursor)
    {
        if (cursor is not null)
        {
            Text(output, $"{name}{cursor}\"");
        }
    }

    private static void Text(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);

    /// <returns>Null when it is what every page may be.</returns>
    private static int? Limit(Func<string, IReadOnlyList<string?>> parameters) =>
        !PageParameters.Any(name => parameters(name).Count > 0) ? int.MaxValue
        : parameters("limit") is [.., { } text] && int.TryParse(text, CultureInfo.InvariantCulture, out var limit) ? limit
        : null;

    private static string? OrderField(FieldChecks checks, string? text)
    {
        if (text?.Split(':', 2) is [("asc" or "desc") and var way, { Length: > 0 } field])
        {
            return $"{field},{way}";
        }

        checks.Add(FieldChecks.WrongFormat, "order", text, Expected);
        return null;
    }

    private static Problem Renamed(Problem problem) => problem with
    {
        Field = "after",
        Message = problem.Message.Replace("cursor", "after", StringComparison.Ordinal),
    };
}
