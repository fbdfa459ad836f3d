using System.Text;
using Funnel.Intake;
using Funnel.Connectors;
using Funnel.Storage;
using Funnel.Tests.Simulation;

namespace Funnel.Tests.Intake;

public sealed class CommentsMessageTests
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Theory]
    [InlineData("哈")]
    [InlineData("\"")]
    [InlineData("\u0001")]
    [InlineData("😀")]
    public void However_long_and_odd_comments_are_each_message_fits_its_queue(string piece)
    {
        var comments = Enumerable.Range(0, 400).Select(i =>
            new Comment("c" + i, "v1", "p" + i, string.Concat(Enumerable.Repeat(piece, i * 5)), World.Start, Nick: string.Concat(Enumerable.Repeat(piece, i)))).ToList();
        var pages = CommentsMessage.Pack("shop", comments, () => Guid.NewGuid().ToString("N")).ToList();
        Assert.All(pages.Select(p => p with { Traceparent = Trace }), p => Assert.InRange(Encoding.UTF8.GetByteCount(p.ToJson()), 1, QueueNames.MaxBodyBytes));
        Assert.Equal(comments.Select(c => c.Id), pages.SelectMany(p => p.Comments).Select(c => c.Id));
        Assert.All(pages.SelectMany(p => p.Comments), c => Assert.False(c.Text.Length > 0 && char.IsHighSurrogate(c.Text[^1])));
        Assert.Equal(pages.Count, pages.Select(p => p.Page).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Short_comments_share_a_message()
    {
        var comments = Enumerable.Range(0, 200).Select(i => new Comment("c" + i, "v1", "p", "求资料", World.Start)).ToList();
        Assert.Single(CommentsMessage.Pack("shop", comments, () => "id"));
        Assert.Empty(CommentsMessage.Pack("shop", [], () => "id"));
    }
}
