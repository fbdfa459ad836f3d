using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Reasons;
using Funnel.Settings;

namespace Funnel.Tests.Settings;

/// <summary>Offers that change while the product works.</summary>
public sealed class OfferBookTests : IAsyncLifetime
{
    private static readonly string ReplyId = Effect.ReplyId("course");

    private readonly SettingsShop shop = new();
    private SettingsShop.Process process = null!;

    public async Task InitializeAsync() => process = await shop.Start();

    public async Task DisposeAsync() => await process.DisposeAsync();

    [Fact]
    public async Task A_new_offer_answers_the_next_comment_and_a_changed_wording_is_used_by_the_next_reply()
    {
        await process.Put("offers", "course", SettingsShop.Offer());
        await process.Ask("anna");
        await process.Work();
        await process.Ask("ben");
        await process.Put("offers", "course", SettingsShop.Offer("新的课程表在私信里等你哦"), expected: 1);
        await process.Work();
        Assert.Equal(["c-anna: 课程表已经发到你的私信里啦", "c-ben: 新的课程表在私信里等你哦"], shop.Platform.Replies);
        Assert.Equal("课程表已经发到你的私信里啦", (await process.Lead("anna")).Find(ReplyId)!.Text);
    }

    [Fact]
    public async Task A_reply_that_is_claimed_keeps_its_words()
    {
        await process.Put("offers", "course", SettingsShop.Offer());
        await process.Ask("anna");
        await process.Get<LeadStore>().Apply(LeadId.Of("shop", "anna"), l => LeadDecider.Decide(l, new LeadCommand.Claim(shop.Clock.GetUtcNow(), ReplyId, "attempt", "课程表已经发到你的私信里啦", 0)), default);
        await process.Put("offers", "course", SettingsShop.Offer("新的课程表在私信里等你哦"), expected: 1);
        await process.Work();
        var claimed = (await process.Lead("anna")).Find(ReplyId)!;
        Assert.Equal((EffectStatus.Sending, "课程表已经发到你的私信里啦"), (claimed.Status, claimed.Text));
        Assert.Empty(shop.Platform.Replies);
    }

    [Fact]
    public async Task Work_for_a_deleted_offer_is_parked_with_its_reason_and_goes_on_when_the_offer_is_back()
    {
        await process.Put("offers", "course", SettingsShop.Offer());
        await process.Ask("anna");
        Assert.Equal(SettingChangeResult.Deleted, (await process.Editor.Delete("offers", "course", 1, "anna", default)).Result);
        await process.Work();
        var parked = (await process.Lead("anna")).Find(ReplyId)!;
        Assert.Equal((EffectStatus.Parked, Reason.OfferRemoved("course")), (parked.Status, parked.Reason));

        Assert.Equal((SettingChangeResult.Created, 3), (await process.Put("offers", "course", SettingsShop.Offer())) is var back ? (back.Result, back.Setting!.Version) : default);
        await process.Get<Funnel.Replay.ParkedWork>().Replay(LeadId.Of("shop", "anna"), ReplyId, new("replay", "anna"), default);
        await process.Work();
        Assert.Single(shop.Platform.Replies);
    }

    [Fact]
    public async Task Offers_of_the_file_are_shown_and_cannot_be_changed()
    {
        await process.Put("offers", "course", SettingsShop.Offer());
        Assert.Equal([("course", false), ("guide", true)], process.Editor.List().Where(s => s.Kind == "offers").Select(s => (s.Id, s.Stored is null)));
        Assert.Contains("打开私信就能领取资料", process.Editor.Find("offers", "guide")!.Value, StringComparison.Ordinal);
        Assert.Equal(SettingChangeResult.OfFile, (await process.Put("offers", "guide", SettingsShop.Offer())).Result);
        Assert.Equal(SettingChangeResult.OfFile, (await process.Editor.Delete("offers", "guide", 1, "anna", default)).Result);
    }

    [Fact]
    public async Task Where_the_file_gains_an_offer_that_is_stored_the_file_counts_and_the_stored_one_can_be_deleted()
    {
        await process.Put("offers", "course", SettingsShop.Offer());
        shop.Options.Offers.Add(new() { Id = "course", Reply = ["另一句话"], Chat = ["点"], Welcome = ["你好"] });
        await using var later = await shop.Start();
        Assert.Equal(["另一句话"], later.Get<OfferBook>().Find("course")!.Reply);
        Assert.Equal(2, later.Get<OfferBook>().All.Count);
        Assert.Equal([(false, false), (true, true)], later.Editor.List().Where(s => s.Id == "course").Select(s => (s.Stored is null, s.InForce)).Order());
        Assert.Null(later.Editor.Find("offers", "course")!.Stored);
        Assert.Equal(SettingChangeResult.Deleted, (await later.Editor.Delete("offers", "course", 1, "anna", default)).Result);
    }

    [Fact]
    public async Task A_stored_offer_that_this_version_cannot_use_is_left_out_and_the_others_work()
    {
        await process.Put("offers", "course", SettingsShop.Offer());
        await process.Get<SettingsStore>().Write("offers", "odd", """{"id":"odd","reply":"?"}""", 0, "a newer version", default);
        Assert.Null(process.Get<OfferBook>().Find("odd"));
        Assert.NotNull(process.Get<OfferBook>().Find("course"));
    }

    [Fact]
    public async Task Our_own_words_are_known_for_ours_from_the_change_on_and_the_old_ones_still()
    {
        var own = process.Get<OwnWording>();
        bool IsOurs(string text) => own.IsOurs("shop", new Comment("r", "v1", "somebody", text, shop.Clock.GetUtcNow()));
        Assert.False(IsOurs("课程表已经发到你的私信里啦"));
        await process.Put("offers", "course", SettingsShop.Offer());
        Assert.True(IsOurs("课程表已经发到你的私信里啦"));
        await process.Put("offers", "course", SettingsShop.Offer("新的课程表在私信里等你哦"), expected: 1);
        Assert.True(IsOurs("新的课程表在私信里等你哦"));
        Assert.True(IsOurs("课程表已经发到你的私信里啦"));
        Assert.True(IsOurs("打开私信就能领取资料"));
    }
}
