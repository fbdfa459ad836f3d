using Funnel.Connectors;

namespace Funnel.Tests.Connectors;

public sealed class WireTextTests
{
    [Theory]
    [InlineData("求资料", "求资料")]
    [InlineData("👨‍👩‍👧‍👦🐳❤️ é", "👨‍👩‍👧‍👦🐳❤️ é")] // whole emoji with their joiners, and combining marks
    [InlineData("a\nb\tc", "a\nb\tc")]
    [InlineData("\uFFFD求\uFFFD资\uFFFD", "求资")]
    [InlineData("求\uD83D资", "求资")] // lone halves
    [InlineData("求\uDE00资", "求资")]
    [InlineData("\uD83D", "")]
    [InlineData("求\0\u0007\u007F\u0085资", "求资")] // control characters
    [InlineData("\uFEFF求\u202E\u2066\u200B资", "求资")] // what hides and turns text around
    [InlineData("求\uFFFE\uFFFF\uFDD0资\U0001FFFE", "求资")] // non-characters
    [InlineData("", "")]
    public void Texts_keep_what_is_text(string text, string expected) => Assert.Equal(expected, WireText.Clean(text));

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \uFFFD\0 ", null)]
    [InlineData(" 小\r\n明\t", "小 明")]
    [InlineData("小明\uD83D", "小明")]
    public void Names_stand_on_one_line(string? name, string? expected) => Assert.Equal(expected, WireText.CleanName(name));

    [Theory]
    [InlineData("@9VwW0q/OB+U==", true)]
    [InlineData("7301234567890123456", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a\0", false)]
    [InlineData("a\uFFFD", false)]
    [InlineData("a\uD83D", false)]
    [InlineData("a\u202E", false)]
    public void An_id_is_whole_or_none(string id, bool isId) => Assert.Equal(isId, WireText.IsId(id));
}
