using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Platform.Adapters.Storage.Scaffolding;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Scaffolding;

public sealed class TaskListTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tasks_are_found_by_what_they_are_newest_first_page_by_page()
    {
        var store = new TableTaskStore(storage.Tables, new MemoryContentStore());
        var clock = new FakeTimeProvider(Start);
        List<string> ids = [];
        for (var i = 0; i < 20; i++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            var task = new TaskBuilder().At(clock).WithParameters(new JsonObject { ["name"] = $"orders-{i}" }).Build();
            await store.CreateAsync(task, "f", Cancel);
            ids.Add(task.Id.Value);
            if (i % 5 == 0)
            {
                await store.ChangeAsync(task.Id, found => found.Fail(clock), Cancel);
            }
        }

        ids.Reverse();
        Assert.Equal((20, string.Join(' ', ids.Take(8))), await ListAsync(store, "limit=8"));
        Assert.Equal((20, string.Join(' ', ids.Skip(16))), await ListAsync(store, "limit=8", "offset=16"));
        Assert.Equal((20, ids[^1]), await ListAsync(store, "limit=1", "order=asc:created_at"));
        Assert.Equal((4, string.Join(' ', ids[4], ids[9], ids[14], ids[19])), await ListAsync(store, "status=failed"));
        Assert.Equal((20, ids[4]), await ListAsync(store, "status=failed", "status=open", "order=desc:status", "limit=1"));
        Assert.Equal((1, ids[2]), await ListAsync(store, "search=ORDERS-17"));
        Assert.Equal((20, ids[0]), await ListAsync(store, "createdBy=user:default/guest", "limit=1"));
        Assert.Equal((0, string.Empty), await ListAsync(store, "createdBy=user:default/nobody"));
        Assert.Equal((20, string.Empty), await ListAsync(store, "limit=0"));
    }

    private static async Task<(int Total, string Ids)> ListAsync(TableTaskStore store, params string[] query)
    {
        var parsed = TaskListQuery.Parse(name => [.. query.Where(part => part.StartsWith($"{name}=", StringComparison.Ordinal))
            .Select(part => part[(name.Length + 1)..])]);
        var page = await store.ListAsync(parsed.Value!, Cancel);
        return (page.Total, string.Join(' ', page.Tasks.Select(task => task.Id.Value)));
    }
}
