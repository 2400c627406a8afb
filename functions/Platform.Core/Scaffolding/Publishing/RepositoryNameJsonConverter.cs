using System.Diagnostics.CodeAnalysis;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Publishing;

internal sealed class RepositoryNameJsonConverter()
    : TextJsonConverter<RepositoryName>($"a repository: {RepositoryName.Requirements}")
{
    protected override bool TryParse(string? text, [NotNullWhen(true)] out RepositoryName? value) =>
        RepositoryName.TryParse(text, out value);
}
