using Funnel.Outreach;
using Funnel.Outreach.Linting;

namespace Funnel.Tests.Outreach;

public sealed class NamelessWordingTests
{
    [Theory]
    [InlineData("资料好了，点头像进聊天领取", "资料好了，点头像进聊天领取")]
    [InlineData("{nick}，资料好了", "资料好了")]
    [InlineData("@{nick}，资料好了", "资料好了")]
    [InlineData("＠{nick} 资料好了", "资料好了")]
    [InlineData("@ {nick}：资料好了", "资料好了")]
    [InlineData("{nick}资料好了", "资料好了")]
    [InlineData("{nick}~~资料好了", "资料好了")]
    [InlineData("{nick}……资料好了", "资料好了")]
    [InlineData("资料好了，{nick}", "资料好了")]
    [InlineData("资料好了 @{nick}", "资料好了")]
    [InlineData("资料好了，{nick}。", "资料好了。")]
    [InlineData("资料好了！{nick}", "资料好了！")]
    [InlineData("资料好了, {nick}!", "资料好了!")]
    [InlineData("资料好了 {nick} ~", "资料好了~")]
    [InlineData("资料好了：{nick}", "资料好了")]
    [InlineData("你好{nick}，资料好了", "你好，资料好了")]
    [InlineData("你好，{nick}，资料好了", "你好，资料好了")]
    [InlineData("你好，{nick}！资料好了", "你好！资料好了")]
    [InlineData("你好！{nick}，资料好了", "你好！资料好了")]
    [InlineData("你好 {nick}：资料好了", "你好：资料好了")]
    [InlineData("你好 @{nick} 资料好了", "你好 资料好了")]
    [InlineData("你好{nick}资料好了", "你好资料好了")]
    [InlineData("Hi, {nick}! Your file", "Hi! Your file")]
    [InlineData("Hi {nick}, your file", "Hi, your file")]
    [InlineData("Hello, {nick}, your file", "Hello, your file")]
    [InlineData("{nick}, your file", "your file")]
    [InlineData("{nick}、{nick}，资料好了", "资料好了")]
    [InlineData("你好{nick}、{nick}，资料好了", "你好，资料好了")]
    [InlineData("{nick}，资料好了，{nick}", "资料好了")]
    [InlineData("@{nick} @{nick} 资料好了", "资料好了")]
    [InlineData("{nick}{nick}，资料好了{nick}", "资料好了")]
    [InlineData("「{nick}」资料好了", "资料好了")]
    [InlineData("【@{nick}】资料好了", "资料好了")]
    [InlineData("“{nick}”，资料好了", "资料好了")]
    [InlineData("资料好了（{nick}）", "资料好了")]
    [InlineData("资料好了({nick})。", "资料好了。")]
    [InlineData("资料好了（{nick}，请查收）", "资料好了（请查收）")]
    [InlineData("（好了，{nick}）资料", "（好了）资料")]
    [InlineData("【资料】{nick}，点头像", "【资料】点头像")]
    [InlineData("🎁 {nick}，资料好了", "🎁 资料好了")]
    [InlineData("👋{nick}，资料好了", "👋资料好了")]
    [InlineData("{nick}👋，资料好了", "👋，资料好了")]
    [InlineData("{nick}的资料好了", "资料好了")]
    [InlineData("{nick}的确该看看", "的确该看看")]
    [InlineData("给{nick}准备好了", "给你准备好了")]
    [InlineData("为{nick}的宝宝准备了", "为你的宝宝准备了")]
    [InlineData("已发给{nick}，您看看", "已发给您，您看看")]
    [InlineData("{nick}：\n资料在这里\n{nick}，慢走", "资料在这里\n慢走")]
    [InlineData("你好，{nick}\n资料在这里", "你好\n资料在这里")]
    [InlineData("问题找 @客服，{nick}", "问题找 @客服")]
    [InlineData("{nick}", "")]
    [InlineData("@{nick}~", "")]
    [InlineData("  {nick} ， ", "")]
    public void A_wording_without_a_name_reads_as_if_it_had_none(string template, string nameless)
    {
        Assert.Equal(nameless, NamelessWording.Of(template));
        Assert.Equal(nameless, Wording.Render(template, "用户8421973305821", WordingPlace.Chat, 200).Text);
        Assert.Equal(nameless, Wording.Render(template, null, WordingPlace.Chat, 200).Text);
    }

    /// <summary>Every mark, in both widths, with and without blanks, on either side of a name at every place.</summary>
    [Fact]
    public void No_mark_is_left_over_wherever_the_name_stood()
    {
        string[] marks = ["", " ", "\u3000", "，", ",", ", ", "：", ":", ": ", "；", ";", "、", "~", "～", " ~ ", "！", "!", "! ", "。", ".", "？", "?", "…", "……", "-", "—", "——", "·", "|", "｜", "/"];
        string[] ats = ["", "@", "＠", "@ "];
        foreach (var (before, after, at) in from b in marks from a in marks from at in ats select (b, a, at))
        {
            foreach (var template in new[] { $"{at}{{nick}}{after}资料好了", $"资料{before}{at}{{nick}}{after}好了", $"资料好了{before}{at}{{nick}}{after}", $"{at}{{nick}}{after}资料{before}{at}{{nick}}{after}好了" })
            {
                Tidy(template, NamelessWording.Of(template));
            }
        }
    }

    private static void Tidy(string template, string text)
    {
        const string mark = "，,：:；;、~～！!。.？?…-—·|｜/";
        Assert.DoesNotContain("{nick}", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, c => c is '@' or '＠');
        Assert.Equal("资料好了", string.Concat(text.Where(char.IsLetter)));
        Assert.True(text[0] == '资' && !char.IsWhiteSpace(text[^1]), $"'{template}' became '{text}'");
        Assert.False("，,：:；;、-—·|｜/".Contains(text[^1]), $"'{template}' became '{text}'");
        var inner = text.Trim(mark.ToCharArray());
        var between = inner[(inner.IndexOf('料') + 1)..inner.IndexOf('好')].Trim(' ', '\u3000');
        Assert.True(between.Distinct().Count() <= 1 && (between.Length <= 1 || between is "……" or "——"), $"'{template}' became '{text}'");
    }
}
