using System.Text;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Adapters.Storage.Scaffolding;

/// <summary>A text in a row: itself while it is small, else the address of its body. A property holds 32 Ki characters.</summary>
internal static class StoredText
{
    private const int InlineLength = 30_000;
    private const string Address = "sha256:";

    public static async Task<string> PutTextAsync(
        this IContentStore contents, string text, CancellationToken cancellationToken) =>
        text.Length <= InlineLength && !text.StartsWith(Address, StringComparison.Ordinal)
            ? text
            : Address + await contents.PutAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    public static async Task<string> GetTextAsync(
        this IContentStore contents, string stored, CancellationToken cancellationToken) =>
        stored.StartsWith(Address, StringComparison.Ordinal)
            ? Encoding.UTF8.GetString((await contents.GetAsync(stored[Address.Length..], cancellationToken)).Span)
            : stored;
}
