using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Funnel.Configuration;
using Funnel.Connectors.Tests.Douyin;
using Funnel.Intake;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Connectors.Tests.Http;

/// <summary>
/// The product's own poller reads an advertiser's list while it moves: comments on several videos come between any two pages, in the same second too, and are deleted. Whatever stays is
/// taken, and nothing twice.
/// </summary>
public sealed class AdvertiserFeedTests
{
    private const int PageSize = 4;
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private readonly ManualTime time = new(new(2026, 11, 22, 13, 0, 0, TimeSpan.Zero));
    private readonly List<(long Id, int Video, DateTimeOffset At)> listed = [];
    private readonly HashSet<long> deleted = [];
    private readonly HashSet<string> pages = new(StringComparer.Ordinal);
    private Random random = new(0);
    private bool isQuiet;
    private long lastId = 7300000000000000000;

    public static TheoryData<string, int> Histories()
    {
        var all = new TheoryData<string, int>();
        for (var seed = 0; seed < 12; seed++)
        {
            all.Add("oceanengine", seed);
            all.Add("kuaishou", seed);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public async Task Comments_of_many_videos_are_neither_lost_nor_taken_twice_while_the_list_moves(string section, int seed)
    {
        random = new(seed);
        await using var server = await DouyinStub.Start();
        server.Answer(async context =>
        {
            var page = section == "oceanengine"
                ? int.Parse(context.Request.Query["page"].ToString(), CultureInfo.InvariantCulture)
                : JsonDocument.Parse(server.Requests.Last().Body).RootElement.GetProperty("page").GetInt32();
            await DouyinStub.Write(context, (section == "oceanengine" ? OceanEngine(page) : Kuaishou(page)).ToJsonString(), 200);
            Move(random.Next(4));
        });
        await using var services = Services(section, server.Address.AbsoluteUri, maxPages: seed % 3 == 0 ? 3 : 50, out var queues);
        var poller = services.GetRequiredService<CommentPoller>();
        var taken = new List<Comment>();
        for (var round = 0; round < 15; round++)
        {
            Move(random.Next(random.Next(3) == 0 ? 60 : 3));
            time.Advance(TimeSpan.FromSeconds(10));
            await poller.Poll(CancellationToken.None);
            taken.AddRange(await Taken(queues));
        }

        isQuiet = true;
        for (var round = 0; round < 60; round++)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await poller.Poll(CancellationToken.None);
            taken.AddRange(await Taken(queues));
        }

        Assert.Empty(listed.Select(c => Text(c.Id)).Except(taken.Select(c => c.Id), StringComparer.Ordinal));
        Assert.Equal(taken.Count, taken.Select(c => c.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(5, taken.Select(c => c.VideoId).Distinct(StringComparer.Ordinal).Count());
        Assert.NotEmpty(deleted);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Something comes on top, mostly; sometimes something goes, anywhere.</summary>
    private void Move(int times)
    {
        for (; times > 0 && !isQuiet; times--)
        {
            if (random.Next(4) > 0 || listed.Count < 8)
            {
                listed.Insert(0, (++lastId, random.Next(5), time.GetUtcNow().AddSeconds(-1)));
            }
            else
            {
                var gone = random.Next(listed.Count);
                deleted.Add(listed[gone].Id);
                listed.RemoveAt(gone);
            }
        }
    }

    private JsonObject OceanEngine(int page) => Answer(new JsonObject
    {
        ["comment_list"] = List(page, c => new JsonObject
        {
            ["comment_id"] = c.Id,
            ["text"] = "怎么卖",
            ["aweme_id"] = "dy_" + Text(c.Id),
            ["item_id"] = c.Video + 1,
            ["level_type"] = "LEVEL_ONE",
            ["create_time"] = c.At.ToOffset(China).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        }),
        ["page_info"] = new JsonObject { ["page"] = page, ["page_size"] = PageSize, ["total_number"] = listed.Count },
    });

    private JsonObject Kuaishou(int page) => Answer(new JsonObject
    {
        ["details"] = List(page, c => new JsonObject
        {
            ["comment_id"] = c.Id,
            ["comment_content"] = "怎么卖",
            ["comment_author_id"] = c.Id - 7000000000000000000,
            ["photo_id"] = Text(c.Video + 1),
            ["photo_author_id"] = 5,
            ["comment_level"] = 1,
            ["post_time"] = c.At.ToUnixTimeMilliseconds(),
        }),
        ["total_count"] = listed.Count,
    });

    private static JsonObject Answer(JsonObject data) => new() { ["code"] = 0, ["message"] = "OK", ["data"] = data };

    private JsonArray List(int page, Func<(long Id, int Video, DateTimeOffset At), JsonObject> item) => [.. listed.Skip((page - 1) * PageSize).Take(PageSize).Select(item)];

    private ServiceProvider Services(string section, string baseUrl, int maxPages, out MemoryQueues queues)
    {
        var settings = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"Funnel:{section}:BaseUrl"] = baseUrl,
            [$"Funnel:{section}:PageSize"] = Text(PageSize),
            ["Funnel:oceanengine:AppId"] = "1",
            ["Funnel:oceanengine:Secret"] = "s",
            ["Funnel:TokenKey"] = "a key for these tests",
            ["Funnel:Accounts:0:Id"] = "shop",
            ["Funnel:Accounts:0:Platform"] = section,
            ["Funnel:Accounts:0:OpenId"] = "1700000000000001",
            ["Funnel:Accounts:0:AccessToken"] = "a",
            ["Funnel:Accounts:0:RefreshToken"] = "r",
            ["Funnel:Intake:CallsPerMinute"] = "100000",
            ["Funnel:Intake:VideosEvery"] = "00:00:10",
            ["Funnel:Intake:MaxPages"] = Text(maxPages), // reading that is cut goes on from where it was
        }).Build());
        queues = new(time);
        return new ServiceCollection().AddLogging()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton<IRows>(new MemoryRows())
            .AddSingleton<IQueues>(queues)
            .AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>()
            .AddConnectors(settings)
            .AddFunnel(settings)
            .BuildServiceProvider();
    }

    /// <summary>What was queued; a page that nobody triages is queued again after a minute, and is the same one.</summary>
    private async Task<List<Comment>> Taken(MemoryQueues queues)
    {
        var comments = new List<Comment>();
        while (await queues.Receive(QueueNames.Comments, 32, TimeSpan.FromMinutes(10), CancellationToken.None) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                var page = CommentsMessage.Parse(message.Body);
                comments.AddRange(pages.Add(page.Page) ? page.Comments : []);
                await queues.Delete(QueueNames.Comments, message, CancellationToken.None);
            }
        }

        return comments;
    }
}
