using Funnel.Triage.Text;

namespace Funnel.Tests.Triage;

public sealed class NormalizerTests
{
    [Theory]
    [InlineData("求資料", "求资料")]
    [InlineData("怎麼賣？", "怎么卖?")]
    [InlineData("ＤＤ", "dd")]
    [InlineData("多 少  钱", "多 少 钱")]
    [InlineData("求\u200B资\uFEFF料", "求资料")]
    [InlineData("想要要要要要", "想要要")]
    [InlineData("  链接  ", "链接")]
    [InlineData("价格？？？？？", "价格??")]
    public void The_same_meaning_gives_the_same_codes(string written, string folded) => Assert.Equal(Fold(folded), Fold(written));

    [Fact]
    public void An_emoji_tag_is_one_code_and_its_variants_are_equal()
    {
        Assert.Equal(3, Fold("好看[捂脸]").Length);
        Assert.Equal(Fold("好看[微笑]"), Fold("好看[微笑R][微笑R][微笑R]"));
        Assert.NotEqual(Fold("[捂脸]"), Fold("[微笑]"));
    }

    [Fact]
    public void A_mention_loses_its_name_and_keeps_the_words_after_it()
    {
        Assert.Equal(Fold("@小明 你要吗"), Fold("@王二麻子 你要吗"));
        Assert.Equal($"{Normalizer.Mention}你要吗", Fold("@某人你要吗"));
    }

    [Fact]
    public void An_unclosed_tag_is_text() => Assert.Equal("[没有关上", Fold("[没有关上"));

    [Fact]
    public void Origins_point_into_the_comment()
    {
        var text = "@某人 求[爱心]資料";
        Span<char> codes = new char[Normalizer.MaxCodes];
        Span<int> origins = new int[Normalizer.MaxCodes];
        var count = Normalizer.Fold(text, codes, origins);
        Assert.Equal('资', codes[count - 2]);
        Assert.Equal('資', text[origins[count - 2]]);
    }

    [Fact]
    public void Every_traditional_pair_is_one_character_each()
    {
        Assert.Equal(0, TraditionalCharacters.Pairs.Length % 2);
        Assert.DoesNotContain(TraditionalCharacters.Pairs, char.IsSurrogate);
    }

    internal static string Fold(string text)
    {
        Span<char> codes = new char[Normalizer.MaxCodes];
        return codes[..Normalizer.Fold(text, codes)].ToString();
    }
}
