using System.Globalization;
using Platform.Core.Catalog.Backstage;
using Platform.Core.Primitives;

namespace Platform.Functions.Cli.Catalog.Import;

/// <summary>Tells what came of an import: a line for each entity to machines, a table and the exceptions to people.</summary>
internal sealed class ImportReport(TextWriter output, TextWriter prose, bool asJson, bool isDryRun)
{
    private const int Shown = 40;

    private static readonly ImportOutcome[] Columns =
        [ImportOutcome.Identical, ImportOutcome.Different, ImportOutcome.Rejected, ImportOutcome.LeftOut];

    /// <returns>The exit status: what is rejected is a fault of the input, what differs is not.</returns>
    public int Write(IReadOnlyList<ImportedEntity> items, ImportMaterial material)
    {
        if (asJson)
        {
            foreach (var item in items)
            {
                output.WriteLine(PlatformJson.Serialize(item));
            }
        }
        else
        {
            Table(items);
            Exceptions(items, ImportOutcome.Different, "Different", Differences);
            Exceptions(items, ImportOutcome.Rejected, "Rejected", Reasons);
        }

        // Both may go to one terminal.
        output.Flush();
        Configuration(material);
        prose.WriteLine(Summary(items));
        var isAtFault = material.Faults.Count > 0 || items.Any(item => item.Outcome == ImportOutcome.Rejected);
        return isAtFault ? ExitCode.InputAtFault : ExitCode.Fine;
    }

    private void Table(IReadOnlyList<ImportedEntity> items)
    {
        output.WriteLine(Row("kind", ["identical", "different", "rejected", "left out"]));
        foreach (var kind in items.GroupBy(item => item.Ref.Split(':')[0]).OrderBy(same => same.Key, StringComparer.Ordinal))
        {
            output.WriteLine(Row(kind.Key, Columns.Select(column => Number(kind, column))));
        }

        output.WriteLine(Row("all", Columns.Select(column => Number(items, column))));
    }

    private void Exceptions(
        IReadOnlyList<ImportedEntity> items, ImportOutcome outcome, string title, Func<ImportedEntity, IEnumerable<string>> lines)
    {
        var found = items.Where(item => item.Outcome == outcome).ToList();
        if (found.Count == 0)
        {
            return;
        }

        output.WriteLine($"\n{title}:");
        foreach (var item in found.Take(Shown))
        {
            output.WriteLine($"  {item.Ref}  from {item.Place}");
            foreach (var line in lines(item))
            {
                output.WriteLine($"    {line}");
            }
        }

        if (found.Count > Shown)
        {
            output.WriteLine($"  and {found.Count - Shown} more; --json shows all.");
        }
    }

    private static IEnumerable<string> Differences(ImportedEntity item) => item.Fields.Select(
        field => $"{field.Field}: {field.There ?? "nothing"} in Backstage, {field.Here ?? "nothing"} in the platform");

    private static IEnumerable<string> Reasons(ImportedEntity item) => item.Problems.Select(
        problem => problem.Expected is { } expected ? $"{problem} Expected: {expected}." : problem.ToString());

    private void Configuration(ImportMaterial material)
    {
        if (material.Settings.Count > 0)
        {
            prose.WriteLine("\nThe configuration's counterparts among the platform's settings:");
            foreach (var (name, value) in material.Settings)
            {
                prose.WriteLine($"  {name}={value}");
            }
        }

        foreach (var sentence in material.Faults.Concat(material.Sentences))
        {
            prose.WriteLine($"- {sentence}");
        }
    }

    private string Summary(IReadOnlyList<ImportedEntity> items)
    {
        var written = items.Count(item => item.Written);
        var registered = items.Where(item => item.Outcome is ImportOutcome.Identical or ImportOutcome.Different)
            .Select(item => item.Register).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Number(items, ImportOutcome.Identical)} identical, {Number(items, ImportOutcome.Different)} different, ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{Number(items, ImportOutcome.Rejected)} rejected, {Number(items, ImportOutcome.LeftOut)} left out; ")
            + $"{written} {(isDryRun ? "would be written" : "written")}, {registered} of the locations registered for it.";
    }

    private static string Number(IEnumerable<ImportedEntity> items, ImportOutcome outcome) =>
        items.Count(item => item.Outcome == outcome).ToString(CultureInfo.InvariantCulture);

    private static string Row(string name, IEnumerable<string> cells) =>
        name.PadRight(16) + string.Concat(cells.Select(cell => cell.PadLeft(11)));
}
