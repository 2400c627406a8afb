using Platform.Local.Forge.State;
using NamedValues = System.Collections.Immutable.ImmutableSortedDictionary<string, Platform.Local.Forge.State.NamedValue>;

namespace Platform.Local.Forge.Repositories;

/// <summary>Where variables and secrets hang: a repository, or one of its environments.</summary>
internal sealed class ValueShelf
{
    private readonly Repository _repository;
    private readonly string? _environment;

    public ValueShelf(Repository repository) => _repository = repository;

    private ValueShelf(Repository repository, string environment) => (_repository, _environment) = (repository, environment);

    public NamedValues Variables => Environment is { } environment ? environment.Variables : _repository.Data.Variables;

    public NamedValues Secrets => Environment is { } environment ? environment.Secrets : _repository.Data.Secrets;

    private EnvironmentData? Environment => _repository.Data.Environments.FirstOrDefault(one => one.Name == _environment);

    /// <summary>Null when the repository has no such environment.</summary>
    public static ValueShelf? Of(Repository repository, string environment) =>
        new ValueShelf(repository, environment) is { Environment: not null } shelf ? shelf : null;

    public void SetVariables(Func<NamedValues, NamedValues> change) => Update(
        data => data with { Variables = change(data.Variables) },
        environment => environment with { Variables = change(environment.Variables) });

    public void SetSecrets(Func<NamedValues, NamedValues> change) => Update(
        data => data with { Secrets = change(data.Secrets) },
        environment => environment with { Secrets = change(environment.Secrets) });

    private void Update(Func<RepositoryData, RepositoryData> whole, Func<EnvironmentData, EnvironmentData> part) =>
        _repository.Update(data => _environment is null
            ? whole(data)
            : data with { Environments = [.. data.Environments.Select(one => one.Name == _environment ? part(one) : one)] });
}
