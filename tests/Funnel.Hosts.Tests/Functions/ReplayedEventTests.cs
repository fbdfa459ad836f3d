using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Funnel.Functions;
using Funnel.Functions.Http;
using Funnel.Hosts.Tests.Infra;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Functions;

/// <summary>Signed events that somebody recorded and plays again: Douyin's signature covers no time and no delivery id.</summary>
public sealed class ReplayedEventTests : IAsyncDisposable
{
    private const string Person = "43ea";
    private const string Merchant = "ba25";
    private static readonly string[] AllTables = [Tables.Leads, Tables.Counts, Tables.Lists];
    private readonly List<ServiceProvider> hosts = [];
    private readonly DateTimeOffset at = DateTimeOffset.UtcNow;

    private ServiceProvider Host => hosts[^1];

    [Fact]
    public async Task A_comment_that_is_played_a_hundred_times_moves_nothing()
    {
        await Start();
        await Play(1);
        await Work();
        Assert.Equal(new PageCount(1, 1, 0, 0, 0), await Counted());
        Assert.Single(await Queued(QueueNames.Replies));
        var before = await Stored();

        await Play(100);
        Assert.Empty(await Queued(QueueNames.Comments));
        Assert.Empty(await Queued(QueueNames.Replies));
        Assert.Equal(before, await Stored());
    }

    [Fact]
    public async Task Other_hosts_move_no_counter_and_no_journal()
    {
        await Start();
        await Play(1);
        await Work();
        var (counted, journal) = (await Counted(), await Host.GetRequiredService<LeadStore>().Journal(Lead, default));
        for (var host = 0; host < 3; host++)
        {
            await Start();
            await Play(100);
            await Work();
        }

        Assert.Equal(counted, await Counted());
        Assert.Equal(journal, await Host.GetRequiredService<LeadStore>().Journal(Lead, default));
    }

    [Fact]
    public async Task A_message_in_the_chat_that_is_played_again_moves_nothing()
    {
        await Start();
        await Play(1);
        await Work();
        await Play(1, Wrote("m-1", at));
        await Play(1, Wrote("m-2", at.AddSeconds(1)));
        var journal = await Host.GetRequiredService<LeadStore>().Journal(Lead, default);
        Assert.Equal(2, journal.Count(e => e.Kind == LeadEventKind.PersonWrote));
        for (var host = 0; host < 2; host++)
        {
            await Play(100, Wrote("m-1", at));
            await Play(100, Wrote("m-2", at.AddSeconds(1)));
            await Start();
        }

        Assert.Equal(journal, await Host.GetRequiredService<LeadStore>().Journal(Lead, default));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    private static LeadId Lead => LeadId.Of("my-shop", Person);

    /// <summary>A further process over the same storage.</summary>
    private async Task Start()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(SampleSettings.ForConfiguration()).AddInMemoryCollection([new("Funnel:Accounts:0:OpenId", Merchant), new("Funnel:Outreach:Enabled", "false")]).Build();
        var services = new ServiceCollection().AddLogging().AddMemoryStorage();
        if (hosts.Count > 0)
        {
            services.AddSingleton(hosts[0].GetRequiredService<IRows>()).AddSingleton(hosts[0].GetRequiredService<MemoryQueues>());
        }

        hosts.Add(services.AddFunnelFunctions(configuration).BuildServiceProvider());
        await Host.GetRequiredService<FirstReads>().Run(default);
    }

    private Task Play(int times) => Play(times, Event("item_comment_reply", new
    {
        comment_id = "@c==", comment_user_id = Person, content = "求资料", create_time = at.ToUnixTimeSeconds(), reply_to_comment_id = "", reply_to_item_id = "@v==", parent_id = "", nick_name = "x",
    }));

    private async Task Play(int times, string body)
    {
        var function = ActivatorUtilities.CreateInstance<ReceiveEvent>(Host);
        for (var i = 0; i < times; i++)
        {
            var http = new DefaultHttpContext { Request = { Method = "POST", Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) } };
            http.Request.Headers["X-Douyin-Signature"] =
                Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(SampleSettings.All["Funnel__Douyin__ClientSecret"] + body)));
            http.Request.Headers["Msg-Id"] = Guid.NewGuid().ToString("N"); // which is not signed
            Assert.IsType<OkResult>(await function.Run(http.Request, "douyin", default));
        }
    }

    private static string Wrote(string id, DateTimeOffset at) => Event("im_receive_msg", new
    {
        conversation_short_id = "conv", server_message_id = id, conversation_type = 1, create_time = at.ToUnixTimeMilliseconds(), message_type = "text", text = "在吗",
    });

    private static string Event(string name, object content) => JsonSerializer.Serialize(new
    {
        @event = name, client_key = SampleSettings.All["Funnel__Douyin__ClientKey"], from_user_id = Person, to_user_id = Merchant,
        content = JsonSerializer.Serialize(content),
    });

    private async Task Work()
    {
        foreach (var body in await Queued(QueueNames.Comments))
        {
            await Host.GetRequiredService<CommentTriage>().Handle(CommentsMessage.Parse(body), default);
        }

        await Host.GetRequiredService<LeadLists>().Flush(default);
    }

    /// <summary>Takes out what can be received now.</summary>
    private async Task<IReadOnlyList<string>> Queued(string queue)
    {
        var (queues, all) = (Host.GetRequiredService<IQueues>(), new List<string>());
        while (await queues.Receive(queue, 32, TimeSpan.FromMinutes(1), default) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                all.Add(message.Body);
                await queues.Delete(queue, message, default);
            }
        }

        return all;
    }

    private Task<PageCount> Counted() => Host.GetRequiredService<PageCounts>().OfDay("my-shop", DateOnly.FromDateTime(at.UtcDateTime.AddHours(8)), default);

    private async Task<string> Stored()
    {
        var partitions = new[] { Lead.ToString(), $"my-shop|{at.UtcDateTime.AddHours(8):yyyy-MM-dd}" };
        var all = new List<string>();
        foreach (var (table, partition) in AllTables.SelectMany(t => partitions.Select(p => (t, p))))
        {
            await foreach (var row in Host.GetRequiredService<IRows>().QueryAll(table, partition, KeyRange.All, default))
            {
                all.Add($"{table} {partition} {row.Key} {row.Version} {row.Payload}");
            }
        }

        Assert.True(all.Count > 2);
        return string.Join('\n', all);
    }
}
