namespace Platform.Functions.Catalog.People;

/// <summary>
/// Names that outlive a deployment, as <see cref="Scaffolding.ScaffoldNames"/> has it: a change of the orchestrator's steps, or
/// of what its activity takes and gives, gets a new version beside the old one.
/// </summary>
public static class PeopleFunctionNames
{
    public const string Orchestrator = "CatalogPeople_v1";
    public const string Sweep = "CatalogPeople_v1_Sweep";

    public const string Start = "CatalogPeopleSweepStart";
    public const string Get = "CatalogPeopleGet";
    public const string Timer = "CatalogPeopleTimer";
}
