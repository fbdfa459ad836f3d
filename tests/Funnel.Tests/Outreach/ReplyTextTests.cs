using Funnel.Outreach;

namespace Funnel.Tests.Outreach;

public sealed class ReplyTextTests
{
    private const string Sent = "小明资料已经准备好啦，点我头像进主页，打开私信就能领取🙏";

    [Theory]
    [InlineData(Sent)]
    [InlineData("  小明资料已经准备好啦, 点我头像进主页 , 打开私信就能领取")] // spaces, half width, no emoji
    [InlineData("小明资料已经准备好啦　点我头像进主页　打开私信就能领取[合十]")] // full-width spaces, the emoji by name
    [InlineData("小明资料已经准备好啦，点我头像进主页，打开私信就…")] // cut
    [InlineData("小明资料已经准…")] // cut hard
    [InlineData("小明资料已经准备好啦，点我头像进主页，打开*信就能领取🙏")] // masked
    [InlineData("回复 @小明：小明资料已经准备好啦，点我头像进主页，打开私信就能领取🙏")] // what it answers, put before it
    [InlineData("@小明 小明資料已經准備好啦，點我頭像進主頁，打開私信就能領取")] // traditional
    [InlineData("小明资料已经准备好啦，点我头像进主页，打开私信就能领取\uFFFD")] // a broken emoji
    public void Whatever_a_platform_does_to_a_text_it_is_known_again(string listed) => Assert.True(ReplyText.Same(Sent, listed));

    [Theory]
    [InlineData("")]
    [InlineData("🙏")]
    [InlineData("求资料")]
    [InlineData("资料")]
    [InlineData("怎么打开私信")]
    [InlineData("小明")]
    [InlineData("有的哦，进我主页打开私信，我发给你")]
    public void Other_words_are_not_ours(string listed) => Assert.False(ReplyText.Same(Sent, listed));

    [Theory]
    [InlineData("【资料】备好了", "资料备好了", true)] // brackets that are dropped, and with them nothing
    [InlineData("【资料】备好了", "【资料】备好了", true)]
    [InlineData("已发", "已发", true)]
    [InlineData("已发", "已发了吗", false)]
    [InlineData("👍👍", "👍👍", true)]
    [InlineData("👍👍", "👏", false)]
    [InlineData("ＯＫ，发你啦", "ok,发你啦", true)]
    public void Short_and_odd_texts(string sent, string listed, bool same) => Assert.Equal(same, ReplyText.Same(sent, listed));
}
