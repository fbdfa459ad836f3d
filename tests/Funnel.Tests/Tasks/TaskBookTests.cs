using Funnel.Claims;
using Funnel.Leads;
using Funnel.Tasks;

namespace Funnel.Tests.Tasks;

/// <summary>What operators see of what waits for them.</summary>
public sealed class TaskBookTests
{
    private readonly TaskShop shop = new();

    [Fact]
    public async Task Tasks_of_a_video_stand_together_the_longest_wait_first()
    {
        var first = await shop.Refused("p1", "v1");
        var second = await shop.Refused("p2", "v2");
        var third = await shop.Refused("p3", "v1");
        var page = await shop.Page();
        Assert.Equal([first, third, second], page.Tasks.Select(t => t.Line.Id));
        Assert.Equal((2, 1), (page.Together[("shop", "v1")], page.Together[("shop", "v2")]));
    }

    [Fact]
    public async Task What_closes_soon_comes_before_who_waits_longer()
    {
        var reply = await shop.Refused("p1", "v1");
        var invite = await shop.Invited((await shop.Refused("p2", "v2")).Lead);
        Assert.Equal(invite, (await shop.Page()).Tasks[0].Line.Id);
        shop.World.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(reply, (await shop.Page()).Tasks[0].Line.Id);
    }

    [Fact]
    public async Task All_are_gone_through_page_by_page_while_they_are_worked_on()
    {
        for (var i = 0; i < 23; i++)
        {
            await shop.Refused($"p{i}", $"v{i % 3}");
        }

        var (seen, next, done) = (new List<TaskId>(), (string?)null, 0);
        do
        {
            var page = await shop.Page(after: next, take: 5);
            seen.AddRange(page.Tasks.Select(t => t.Line.Id));
            await shop.Decide(page.Tasks[0].Line.Id, TaskAction.Done);
            done++;
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(23, seen.Distinct().Count());
        Assert.Equal(23 - done, (await shop.Page()).Found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("!!")]
    [InlineData("AAAA")]
    [InlineData("____")]
    public async Task A_cursor_of_nobodys_begins_anew(string cursor)
    {
        await shop.Refused("p1");
        Assert.Single((await shop.Page(after: cursor)).Tasks);
        Assert.False(TaskBook.IsCursor(cursor));
    }

    [Fact]
    public async Task Causes_are_counted_and_chosen()
    {
        var id = await shop.Refused("p1");
        var invite = await shop.Invited(id.Lead);
        var page = await shop.Page(new() { Cause = "work-failed" });
        Assert.Equal(invite, Assert.Single(page.Tasks).Line.Id);
        Assert.Equal([("platform-failure", 1), ("work-failed", 1)], page.Causes.Select(c => (c.Code, c.Count)));
        Assert.Empty((await shop.Page(new() { Account = "elsewhere" })).Tasks);
    }

    [Fact]
    public async Task A_message_by_hand_comes_with_words_and_the_persons_own_link()
    {
        var invite = await shop.Invited((await shop.Refused("p1")).Lead);
        var task = (await shop.Page()).Tasks.Single(t => t.Line.Id == invite);
        Assert.Equal(TaskKind.Message, task.Kind);
        Assert.Equal("https", task.Link!.Scheme);
        Assert.Contains(task.Link.AbsoluteUri, task.Paste, StringComparison.Ordinal);
        Assert.Contains(TaskAction.RunAgain, task.Actions);
    }

    [Fact]
    public async Task What_can_only_be_refused_is_not_offered()
    {
        var id = await shop.Refused("p1");
        await shop.Apply(id, new LeadCommand.Decline(shop.Now, "不要"));
        await shop.Process.Lists.Flush(default);
        var task = Assert.Single((await shop.Page()).Tasks);
        Assert.DoesNotContain(TaskAction.RunAgain, task.Actions);
        Assert.NotNull((await shop.Decide(id, TaskAction.RunAgain)).Refusal);
    }

    [Fact]
    public async Task A_line_of_an_earlier_version_counts_from_its_last_move()
    {
        await shop.Refused("p1");
        var line = Assert.Single(await shop.Process.Lists.Waiting("shop", default));
        var before = new TaskLine(line, line.Waiting[0] with { Since = null }, null);
        Assert.Equal(line.MovedAt, before.Since);
        Assert.Equal(line.VideoId, before.VideoId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789012345678901")]
    [InlineData("0123456789012345678901.")]
    [InlineData("012345678901234567890.reply:x")]
    [InlineData("0123456789012345678901.reply\n")]
    public void An_id_is_a_lead_and_an_effect(string? text) => Assert.False(TaskId.TryParse(text, out _));
}
