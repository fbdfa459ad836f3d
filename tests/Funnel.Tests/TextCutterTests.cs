using System.Globalization;
using Funnel.Intake;
using Funnel.Connectors;
using Funnel.Storage.InMemory;

namespace Funnel.Tests;

public sealed class TextCutterTests
{
    private const string Family = "👨‍👩‍👧"; // three people and two joiners: 8 code units, 18 bytes
    private const string Flag = "🇨🇳"; // two regional letters: 4 code units
    private const string Accented = "e\u0301\u0323"; // a letter and two marks

    [Theory]
    [InlineData("好的", 2, "好的")]
    [InlineData("好的", 1, "好")]
    [InlineData("好的", 0, "")]
    [InlineData("", 5, "")]
    [InlineData("好👍", 3, "好👍")]
    [InlineData("好👍", 2, "好")]
    [InlineData("👍", 1, "")]
    [InlineData("好" + Family, 9, "好" + Family)]
    [InlineData("好" + Family, 8, "好")]
    [InlineData(Family, 7, "")]
    [InlineData(Flag + Flag, 7, Flag)]
    [InlineData(Flag + Flag, 8, Flag + Flag)]
    [InlineData("a" + Accented, 3, "a")]
    [InlineData("a" + Accented, 4, "a" + Accented)]
    [InlineData("👍🏽👍🏽", 5, "👍🏽")]
    [InlineData("❤️❤️", 3, "❤️")]
    [InlineData("a\r\nb", 2, "a")]
    public void Text_is_cut_between_characters_as_people_see_them(string text, int most, string cut) => Assert.Equal(cut, TextCutter.Chars(text, most));

    [Fact]
    public void Half_a_character_is_dropped_wherever_it_stands()
    {
        // Not as inline data: an attribute's text is stored as UTF-8, which has no halves.
        (string Text, string Whole)[] cases =
        [
            ("\ud83d", ""), ("a\ud83d", "a"), ("\udc4da", "a"), ("a\ud83d\ud83d\udc4d", "a👍"), ("\udc4d\ud83d", ""), ("👍a\udc4d👍", "👍a👍"),
        ];
        Assert.All(cases, c => Assert.Equal(c.Whole, TextCutter.Chars(c.Text, 100)));
    }

    [Fact]
    public void An_ellipsis_stands_for_what_was_cut_and_fits_too()
    {
        Assert.Equal("abcd", TextCutter.Ellipsis("abcd", 4));
        Assert.Equal("abc…", TextCutter.Ellipsis("abcde", 4));
        Assert.Equal("ab…", TextCutter.Ellipsis("ab👍👍", 4));
        Assert.Equal("ab", TextCutter.Ellipsis("a\ud83db", 2));
    }

    /// <summary>Whatever is cut wherever: it is a beginning of the text, fits, is valid Unicode, and no character is halved.</summary>
    [Fact]
    public void At_every_length_the_result_is_whole()
    {
        var text = "求" + Family + Flag + Accented + "👍🏽资1️⃣料🏴󠁧󠁢󠁥󠁮󠁧󠁿끝ก็";
        var borders = StringInfo.ParseCombiningCharacters(text).Append(text.Length).ToHashSet();
        for (var most = 0; most <= text.Length + 1; most++)
        {
            var cut = TextCutter.Chars(text, most);
            Assert.StartsWith(cut, text, StringComparison.Ordinal);
            Assert.True(cut.Length <= most);
            Assert.Contains(cut.Length, borders);
            Assert.Equal(borders.Where(b => b <= most).Max(), cut.Length);
            Assert.Equal(cut.Length, TextCutter.Border(text, most));
        }
    }

    [Fact]
    public void Thousands_of_marks_on_one_letter_are_no_work_and_no_text()
    {
        Assert.Equal("求资", TextCutter.Chars("求资料" + new string('\u0301', 100_000), 1_000));
        Assert.Equal("", TextCutter.Chars("a" + new string('\u0301', 100_000), 1_000));
    }

    [Theory]
    [InlineData(199)]
    [InlineData(198)]
    [InlineData(196)]
    public async Task A_video_with_an_emoji_where_its_title_is_cut_is_stored(int before)
    {
        var title = new string('好', before) + Family;
        var videos = new VideoStore(new MemoryRows());
        await videos.Save("shop", [new(VideoState.New(new Video("v1", title, null, DateTimeOffset.UnixEpoch, 1)), null)], [], [], CancellationToken.None);
        Assert.Equal(title, (await videos.Find("shop", "v1", CancellationToken.None))!.Title);
    }

    [Fact]
    public void A_comment_and_a_name_with_an_emoji_where_they_are_cut_fit_their_message()
    {
        var comment = new Comment("c", "v", "p", new string('好', CommentsMessage.MaxText - 1) + "👍", DateTimeOffset.UnixEpoch, Nick: new string('n', 59) + Family);
        var packed = CommentsMessage.Pack("shop", [comment], () => "page").Single().Comments[0];
        Assert.Equal(CommentsMessage.MaxText - 1, packed.Text.Length);
        Assert.Equal(59, packed.Nick!.Length);
    }
}
