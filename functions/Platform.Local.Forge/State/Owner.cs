namespace Platform.Local.Forge.State;

/// <summary>An organization or user; a change is on disk before anybody sees it.</summary>
internal sealed class Owner(string path, OwnerData data)
{
    private readonly Lock _gate = new();

    public OwnerData Data { get; private set; } = data;

    public OwnerData Update(Func<OwnerData, OwnerData> change)
    {
        lock (_gate)
        {
            var next = change(Data);
            JsonFile.Write(path, next);
            return Data = next;
        }
    }
}
