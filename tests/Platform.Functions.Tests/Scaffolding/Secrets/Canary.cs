using System.Text;
using System.Text.Json;

namespace Platform.Functions.Tests.Scaffolding.Secrets;

/// <summary>A secret that is easy to find again, in whatever way somebody wrote it down.</summary>
internal sealed class Canary
{
    private readonly IReadOnlyList<string> _forms;

    public Canary(string value)
    {
        Value = value;
        var bytes = Encoding.UTF8.GetBytes(value);
        _forms =
        [
            value, JsonSerializer.Serialize(value)[1..^1], Uri.EscapeDataString(value), Convert.ToHexStringLower(bytes),
            new([.. value.Reverse()]),
            // Whole groups of three bytes have digits of their own at each of the three offsets.
            .. Enumerable.Range(0, 3).Select(skipped =>
                Convert.ToBase64String(bytes.AsSpan(skipped, (bytes.Length - skipped) / 3 * 3))),
        ];
    }

    public string Value { get; }

    public static Canary New(string prefix) => new($"{prefix}{Guid.NewGuid():N}");

    public bool IsIn(string text) => _forms.Any(form => text.Contains(form, StringComparison.OrdinalIgnoreCase));

    /// <summary>The places that show it.</summary>
    public IEnumerable<string> Among(IEnumerable<(string Place, string Text)> contents) =>
        contents.Where(content => IsIn(content.Text)).Select(content => content.Place);
}
