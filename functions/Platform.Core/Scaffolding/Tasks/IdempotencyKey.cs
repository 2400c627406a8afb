using System.Diagnostics.CodeAnalysis;

namespace Platform.Core.Scaffolding.Tasks;

/// <summary>What a caller sends so that a repeated request means the same task.</summary>
public sealed record IdempotencyKey
{
    public const int MaxLength = 255;

    public const string Requirements = "1 to 255 printable ASCII characters";

    private IdempotencyKey(string value) => Value = value;

    public string Value { get; }

    public static IdempotencyKey Parse(string text) =>
        TryParse(text, out var parsed) ? parsed : throw new FormatException($"An idempotency key is {Requirements}.");

    public static bool TryParse(string? text, [NotNullWhen(true)] out IdempotencyKey? parsed)
    {
        var valid = text is { Length: > 0 and <= MaxLength } && text.All(c => c is >= ' ' and <= '~');
        parsed = valid ? new(text!) : null;
        return valid;
    }

    public override string ToString() => Value;
}
