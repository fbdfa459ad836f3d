using Funnel.Triage;

namespace Funnel.Tests.Triage;

/// <summary>The same said in another script, another language, or between brackets.</summary>
public sealed class SpellingTests
{
    private static readonly CommentJudge Judge = new(TriageModel.Shipped, new TriageOptions());

    /// <summary>Largest difference of two spellings' probabilities.</summary>
    private const float Same = 0.05f;

    [Theory]
    [InlineData("请问这条项链多少钱", "請問這條項鏈多少錢")]
    [InlineData("这个电饭锅怎么设置预约时间", "這個電飯鍋怎麼設置預約時間")]
    [InlineData("店里还有大号的现货吗", "店裡還有大號的現貨嗎")]
    [InlineData("麻烦发我一份资料，谢谢老师", "麻煩發我一份資料，謝謝老師")]
    [InlineData("给我留两箱橙子，周六来拿", "給我留兩箱橙子，週六來拿")]
    [InlineData("孩子过敏能用这款洗衣液吗", "孩子過敏能用這款洗衣液嗎")]
    [InlineData("厅里那盏灯的链接发一下", "廳裡那盞燈的鏈接發一下")]
    [InlineData("笑死我了，这猫也太胖了吧", "笑死我了，這貓也太胖了吧")]
    [InlineData("谁会花几千块买这种垃圾", "誰會花幾千塊買這種垃圾")]
    [InlineData("他说他从来没去过台湾", "他說他從來沒去過臺灣")]
    public void Simplified_and_traditional_mean_the_same(string simplified, string traditional)
    {
        Assert.InRange(Judge.Judge(traditional).P, Judge.Judge(simplified).P - Same, Judge.Judge(simplified).P + Same);
        Assert.Equal(Judge.Judge(simplified).Kind, Judge.Judge(traditional).Kind);
    }

    [Theory]
    [InlineData("how much for this one", InquiryKind.Price)]
    [InlineData("where can I buy it", InquiryKind.Buy)]
    [InlineData("呢對鞋幾多錢呀", InquiryKind.Price)]
    [InlineData("請問台中哪裡買得到", InquiryKind.Buy)]
    [InlineData("これはいくらですか", InquiryKind.Price)]
    [InlineData("가격이 얼마예요", InquiryKind.Price)]
    [InlineData("求link谢谢", InquiryKind.Link)]
    public void Other_languages_ask_too(string text, InquiryKind kind)
    {
        Assert.True(Judge.Judge(text).P >= TriageModel.Shipped.InquiryThreshold, $"{Judge.Judge(text).P}");
        Assert.Equal(kind, Judge.Judge(text).Kind);
    }

    [Theory]
    [InlineData("so funny lol")]
    [InlineData("笑到我肚痛呀")]
    [InlineData("かわいいですね")]
    [InlineData("너무 귀여워요 ㅋㅋ")]
    public void And_chat_too(string text) => Assert.True(Judge.Judge(text).P < TriageModel.Shipped.InquiryThreshold, $"{Judge.Judge(text).P}");

    [Theory]
    [InlineData("求资料", "【求资料】")]
    [InlineData("怎么买", "[怎么买]")]
    [InlineData("求资料", "“求资料”")]
    [InlineData("求链接", "#求链接#")]
    [InlineData("作者多少钱", "@作者多少钱")]
    [InlineData("求链接 谢谢", "〔求链接〕谢谢")]
    public void Brackets_hold_words(string plain, string marked)
    {
        Assert.Equal(Judge.Judge(plain), Judge.Judge(marked));
        Assert.True(Judge.Judge(marked).P >= TriageModel.Shipped.InquiryThreshold);
    }

    [Fact]
    public void A_mention_typed_without_a_space_does_not_swallow_the_question() =>
        Assert.Equal(NormalizerTests.Fold("@小美 多少钱").Replace(" ", "", StringComparison.Ordinal), NormalizerTests.Fold("@小美多少钱"));

    [Theory]
    [InlineData("[捂脸]")]
    [InlineData("[笑哭R]")]
    [InlineData("[tv_doge]")]
    [InlineData("[流淚]")]
    [InlineData("[OK]")]
    public void A_known_picture_stays_one(string tag) => Assert.Equal(3, NormalizerTests.Fold("好看" + tag).Length);
}
