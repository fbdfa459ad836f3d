using System.Text;
using Funnel.Triage.Scoring;

namespace Funnel.Triage.Training.Comments;

/// <summary>
/// Long comments put together of those written one by one: a story of comments that ask nothing, in half of them with one inquiry inside. They teach that an inquiry remains one
/// whatever stands around it.
/// </summary>
internal static class Stories
{
    private const int MostPieces = 5;

    /// <summary>A shorter comment is no sentence of a story.</summary>
    private const int ShortestPiece = 8;

    private static readonly string[] Joints = ["，", "，", "。", "。", " ", "，", "！", "\n"];

    /// <param name="fold">Made of the comments of this part of the cross-validation only: a model that did not see it knows none of them.</param>
    internal static IEnumerable<LabelledComment> Draw(int count, int fold, int seed)
    {
        var random = new SeededRandom(seed * Example.Folds + fold + 1);
        var pieces = OwnComments.Written().Where(c => c.Text.Length >= ShortestPiece && FoldOf(c.Text) == fold).ToLookup(c => c.Inquiry == true);
        LabelledComment[] asking = [.. pieces[true]];
        string[] telling = [.. pieces[false].Select(c => c.Text)];
        for (var i = 0; i < count; i++)
        {
            var asked = i % 2 == 0 ? asking[random.Below(asking.Length)] : null;
            yield return new LabelledComment(Tell(telling, asked?.Text, random), asked is not null, asked?.Kind ?? InquiryKind.None, Certain: true);
        }
    }

    private static string Tell(string[] telling, string? asked, SeededRandom random)
    {
        var text = new StringBuilder();
        var count = 2 + random.Below(MostPieces - 1);
        var place = asked is null ? -1 : random.Below(count + 1);
        for (var i = 0; i <= count; i++)
        {
            if (i == place)
            {
                text.Append(asked).Append(Joints[random.Below(Joints.Length)]);
            }

            if (i < count)
            {
                text.Append(telling[random.Below(telling.Length)]).Append(Joints[random.Below(Joints.Length)]);
            }
        }

        return text.ToString();
    }

    private static int FoldOf(string text) => Example.FoldOf(TextMarks.Of(TriageModel.Prepare(text).Text));
}
