using Funnel.Triage.Asking;

namespace Funnel.Tests.Triage;

/// <summary>What a language model gets to see of a comment. All people, numbers and places are made up.</summary>
public sealed class PersonalDataTests
{
    /// <summary>The comment, what must not be left of it, and what must.</summary>
    public static TheoryData<string, string, string> Telling { get; } = new()
    {
        // numbers
        { "求资料 电话13800138000", "138", "求资料" },
        { "多少钱一套 138 0013 8000 联系我", "0013", "多少钱一套" },
        { "138-0013-8000 怎么买", "8000", "怎么买" },
        { "一三八零零一三八零零零 多少钱 一套", "三八零", "多少钱 一套" },
        { "想要链接 幺三八零零幺三八零零零", "幺三", "想要链接" },
        { "壹叁捌零零壹叁捌零零零求教程", "壹叁", "求教程" },
        { "①③⑧⓪⓪①③⑧⓪⓪⓪ 有货吗", "③⑧", "有货吗" },
        { "１３８００１３８０００ 价格发我", "３８", "价格发我" },
        { "一3八00一三8000 求同款", "一3八", "求同款" },
        { "13八.0013.8零00 怎么联系", "0013", "怎么联系" },
        { "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎 求报价", "𝟏𝟑", "求报价" },
        { "1·3·8·0·0·1·3·8·0·0·0 在哪买", "1·3", "在哪买" },
        { "l38OO138OOO 不对 是 138oo138ooo 怎么卖", "138oo", "怎么卖" },
        { "座机0571-88886666能打吗 想咨询", "8888", "想咨询" },
        { "qq 3456789 资料发一下", "34567", "资料发一下" },
        { "扣扣三四五六七八九 要课程表", "三四五六", "要课程表" },
        { "身份证11010519491231002X 能报名吗", "2X", "能报名吗" },
        { "卡号 6222 0202 0000 1234 567 怎么付款", "6222", "怎么付款" },
        { "生日19900101 适合哪一款", "1990", "适合哪一款" },
        { "零五七一 八八八八六六六六 想问价", "八八八", "想问价" },

        // accounts and links
        { "加v xiaoli8888 多少钱", "xiaoli", "多少钱" },
        { "微信号：wang_xm-99 求资料", "wang_xm", "求资料" },
        { "薇信 laoli_shop 有优惠吗", "laoli", "有优惠吗" },
        { "卫星号abc12345 要链接", "abc12345", "要链接" },
        { "我抖音号是 dyxx12345 怎么领", "dyxx", "怎么领" },
        { "wechat id: johnny_w 想买", "johnny", "想买" },
        { "whatsapp johnny.w2020 price?", "johnny", "price?" },
        { "发我邮箱 xiaoming.w@example.com 谢谢", "xiaoming", "发我邮箱" },
        { "邮箱xm(at)example.com 求教程", "example", "求教程" },
        { "看 https://example.com/u/xiaoming 是这个吗 多少钱", "xiaoming", "多少钱" },
        { "www.example.com/xm 这款有吗", "example", "这款有吗" },
        { "@王小明 你看这个 多少钱", "王小明", "多少钱" },
        { "＠小红同学 一起买吗 怎么买", "小红", "怎么买" },
        { "支付宝 xm_1990 付了 怎么领资料", "xm_1990", "怎么领资料" },

        // names
        { "我叫王小明，想要资料", "小明", "想要资料" },
        { "我叫张伟 求链接", "张伟", "求链接" },
        { "我叫阿强 多少钱", "阿强", "多少钱" },
        { "姓名：李建国 课程怎么报", "建国", "课程怎么报" },
        { "联系人 陈晓丽，想批发", "晓丽", "想批发" },
        { "收件人：欧阳娜娜 能包邮吗", "娜娜", "能包邮吗" },
        { "我的名字是刘德海 求教程", "德海", "求教程" },
        { "我是周建平，求报价", "建平", "求报价" },
        { "本人孙丽华。怎么代理", "丽华", "怎么代理" },
        { "王女士想咨询一下价格", "王女士", "想咨询一下价格" },
        { "找李老师报名 多少钱", "李老师", "多少钱" },
        { "赵建军先生要两套 怎么付", "建军", "要两套 怎么付" },
        { "my name is John Smith, how much", "Smith", "how much" },
        { "name: Wang Xiaoming 求资料", "Xiaoming", "求资料" },
        { "户名 司马相如 怎么转账", "相如", "怎么转账" },

        // addresses
        { "寄到浙江省杭州市西湖区文三路123号4幢502室 包邮吗", "文三路", "包邮吗" },
        { "朝阳区建国路88号能送吗", "建国路", "能送吗" },
        { "我住幸福小区3栋2单元501 能上门安装吗", "幸福", "能上门安装吗" },
        { "长安街十二号附近有店吗", "长安街", "附近有店吗" },
        { "发到人民大道66号国贸大厦8层 多久到", "66号", "多久到" },
        { "光明新村5幢302室 怎么下单", "光明", "怎么下单" },
        { "5栋3单元402 要一套 多少钱", "402", "要一套 多少钱" },
        { "学府花园12号楼1201 想要同款", "学府", "想要同款" },
        { "12 Baker Street, can you ship", "Baker", "can you ship" },
        { "石板巷7号 你们送货吗", "石板", "你们送货吗" },
        { "车牌粤B·A1234 能装吗 多少钱", "A1234", "能装吗 多少钱" },
        { "虹桥路1438弄6号1102室可以送吗", "虹桥", "可以送吗" },
        { "山东省青岛市市南区香港中路10号 想加盟", "香港中路", "想加盟" },
    };

    [Theory]
    [MemberData(nameof(Telling))]
    public void What_could_name_a_person_is_taken_out_and_what_is_asked_stays(string comment, string gone, string stays)
    {
        var masked = PersonalData.Mask(comment);
        Assert.DoesNotContain(gone, masked, StringComparison.Ordinal);
        Assert.Contains(stays, masked, StringComparison.Ordinal);
        Assert.Contains(masked, c => c is '<' or '某');
    }

    [Theory]
    [InlineData("多少钱 一套")]
    [InlineData("多少钱一套")]
    [InlineData("一套多少")]
    [InlineData("两套一起买便宜吗")]
    [InlineData("一二三年级的资料有吗")]
    [InlineData("三十五块还是五十三块")]
    [InlineData("一万二千三百能买到吗")]
    [InlineData("1999 包邮吗")]
    [InlineData("3200-3500 的有吗")]
    [InlineData("2026年的版本出了吗")]
    [InlineData("165 的身高 110 斤穿什么码")]
    [InlineData("杭州有店吗")]
    [InlineData("西湖区能送吗")]
    [InlineData("广东省可以发货吗")]
    [InlineData("中山路那家店还在吗")]
    [InlineData("地铁3号线附近有吗")]
    [InlineData("第三单元的课件有吗")]
    [InlineData("老师 求资料")]
    [InlineData("高数老师有资料吗")]
    [InlineData("金牌老师怎么收费")]
    [InlineData("我是高三学生 求资料")]
    [InlineData("我是想要那个链接")]
    [InlineData("我是新手 怎么学")]
    [InlineData("先生 怎么买")]
    [InlineData("小姐姐 衣服链接")]
    [InlineData("这个叫什么名字")]
    [InlineData("名字是什么 在哪买")]
    [InlineData("怎么加微信")]
    [InlineData("加我一下 想买")]
    [InlineData("微信怎么加不上")]
    [InlineData("有没有qq群")]
    [InlineData("how much is it")]
    [InlineData("can you ship to London")]
    [InlineData("①和②哪个好")]
    [InlineData("第一第二第三都要")]
    [InlineData("五六七八月去合适吗")]
    [InlineData("iPhone15 能用吗 RTX4090 呢")]
    [InlineData("10 20 30 的规格都有吗")]
    [InlineData("不管三七二十一 求链接")]
    [InlineData("万用表多少钱")]
    [InlineData("石材一平方多少")]
    public void An_inquiry_is_left_as_it_is(string comment) => Assert.Equal(comment, PersonalData.Mask(comment));

    [Fact]
    public void There_are_sixty_and_more() => Assert.True(Telling.Count >= 60, $"{Telling.Count}");

    [Fact]
    public void The_longest_comment_takes_no_longer_for_being_hostile()
    {
        foreach (var piece in new[] { "一", "一1-", "王", "路1号", "加v", "@", "小区1栋", "a.", "我叫王" })
        {
            var masked = PersonalData.Mask(string.Concat(Enumerable.Repeat(piece, 1000)));
            Assert.InRange(masked.Length, 1, 400);
        }
    }
}
