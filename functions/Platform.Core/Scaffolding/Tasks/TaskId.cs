using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Tasks;

/// <summary>Names one scaffold: its row, its orchestration instance, its events and the mark on everything it creates.</summary>
[JsonConverter(typeof(TaskIdJsonConverter))]
public sealed record TaskId
{
    public const string Requirements = "a UUID in lower case with hyphens";

    private TaskId(Guid value) => Value = value.ToString("D");

    public string Value { get; }

    /// <summary>A new id; later ones sort after earlier ones.</summary>
    public static TaskId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()));

    /// <summary>
    /// The id that an idempotency key of one caller stands for. The insert of the task's row is thereby the one decision
    /// about who was first, and no second row can disagree with it.
    /// </summary>
    public static TaskId For(string caller, IdempotencyKey key)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{caller}\n{key.Value}")).AsSpan(0, 16);
        bytes[6] = (byte)(0x80 | (bytes[6] & 0x0f));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3f));
        return new(new Guid(bytes, bigEndian: true));
    }

    public static TaskId Parse(string text) =>
        TryParse(text, out var parsed) ? parsed : throw new FormatException($"'{text}' is not a task id: {Requirements}.");

    public static bool TryParse(string? text, [NotNullWhen(true)] out TaskId? parsed)
    {
        parsed = Guid.TryParseExact(text, "D", out var value) ? new(value) : null;
        return parsed is not null;
    }

    /// <summary>
    /// The task that an orchestration works on: its id is the task's, with the run behind it from the second on.
    /// </summary>
    public static TaskId OfInstance(string instanceId) => Parse(instanceId.Split('.')[0]);

    public override string ToString() => Value;
}

internal sealed class TaskIdJsonConverter() : TextJsonConverter<TaskId>($"a task id: {TaskId.Requirements}")
{
    protected override bool TryParse(string? text, [NotNullWhen(true)] out TaskId? value) => TaskId.TryParse(text, out value);
}
