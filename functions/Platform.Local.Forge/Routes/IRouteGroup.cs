using Platform.Local.Forge.Http;

namespace Platform.Local.Forge.Routes;

/// <summary>The routes of one part of the API; every implementation is mapped.</summary>
internal interface IRouteGroup
{
    void Map(RouteTable routes);
}
