using Funnel.Triage;

namespace Funnel.Tests.Triage;

/// <summary>Pairs that differ in who acts on whom, or in whether an answer is wanted: the first of each asks for something.</summary>
public sealed class RequestTests
{
    private static readonly CommentJudge Judge = new(TriageModel.Shipped, new TriageOptions());

    [Theory]
    [InlineData("这份表格发我一份", "这份表格发给你了")]
    [InlineData("给我留两斤，下班来拿", "奶奶给他留了两斤，没舍得吃")]
    [InlineData("到货了喊我一声", "到货了我妈喊我搬")]
    [InlineData("我要三盒，寄到成都", "我吃了三盒，撑死了")]
    [InlineData("国庆带爸妈去，路好走吗", "国庆带爸妈去的，人挤人")]
    [InlineData("多少钱一位，周末去", "多少钱都买不来健康")]
    [InlineData("锅底糊了怎么处理", "锅底糊了，垃圾，再也不买了")]
    [InlineData("私信你了没回，看一下", "想学的私信我，名额有限")]
    [InlineData("我们店想进一批，联系谁", "我们厂直销，一件也批发价")]
    [InlineData("医生，孩子咳嗽一周了要拍片吗", "医生，我这单身的毛病还有救吗")]
    [InlineData("这个在哪买的", "同事天天问我这个在哪买的，我不说")]
    public void A_request_is_told_from_what_only_sounds_like_one(string request, string other)
    {
        var threshold = TriageModel.Shipped.InquiryThreshold;
        Assert.True(Judge.Judge(request).P >= threshold, $"{Judge.Judge(request).P} for {request}");
        Assert.True(Judge.Judge(other).P < threshold, $"{Judge.Judge(other).P} for {other}");
    }
}
