using Platform.Local.Forge.Http;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Shapes;

/// <summary>Shapes of what belongs to one repository, for one call.</summary>
internal sealed class RepositoryShapes(ForgeStore store, PeopleStore people)
{
    public IssueShapes Issues(Call call, Repository repository) =>
        new(call.Urls, repository.Data, store.Owner(repository.Data.Owner).Data, Me, people);

    public PullShapes Pulls(Call call, Repository repository) => new(
        call.Urls, repository, Issues(call, repository), store.Owner(repository.Data.Owner).Data, Me);

    private OwnerData Me => store.Owner(ForgeUser.Login, "User").Data;
}
