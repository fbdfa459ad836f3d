using Funnel.Triage;
using Funnel.Triage.Text;
using Funnel.Triage.Training;
using Funnel.Triage.Training.Comments;
using Funnel.Triage.Training.Reporting;
using Funnel.Triage.Vocabulary;

namespace Funnel.Tests.Triage;

public sealed class TrainingTests
{
    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        var small = OwnComments.Draw(perPattern: 2, seed: 3);
        var first = Bytes(Train(small, seed: 1));
        Assert.Equal(first, Bytes(Train(small, seed: 1)));
        Assert.NotEqual(first, Bytes(Train(small, seed: 2)));
    }

    [Fact]
    public void A_model_survives_its_file()
    {
        var model = Train(OwnComments.Draw(perPattern: 2, seed: 3), seed: 1);
        using var stream = new MemoryStream(Bytes(model));
        var back = TriageModel.Read(stream);
        foreach (var text in (string[])["求资料", "哈哈哈", "这件多少钱", "@某人 看"])
        {
            model.Score(text, out var p, out var kind);
            back.Score(text, out var again, out var same);
            Assert.Equal((p, kind), (again, same));
        }
    }

    [Fact]
    public void A_damaged_model_file_is_refused()
    {
        using var nothing = new MemoryStream([]);
        Assert.Throws<InvalidDataException>(() => TriageModel.Read(nothing));
        using var text = new MemoryStream("this is not a model at all"u8.ToArray());
        Assert.Throws<InvalidDataException>(() => TriageModel.Read(text));
        var bytes = Bytes(TriageModel.Shipped);
        using var half = new MemoryStream(bytes[..(bytes.Length / 2)]);
        Assert.Throws<InvalidDataException>(() => TriageModel.Read(half));
    }

    [Fact]
    public void The_shipped_model_is_small_and_made_of_numbers()
    {
        Assert.InRange(Bytes(TriageModel.Shipped).Length, 100_000, 2_000_000);
        Assert.InRange(TriageModel.Shipped.InquiryThreshold, 0.2f, 0.7f);
    }

    [Fact]
    public void A_wrong_line_is_named()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "train.jsonl"), "{\"text\":\"求资料\",\"label\":\"inquiry\"}\n{\"text\":\"好看\",\"label\":\"maybe\"}\n");
            var error = Assert.Throws<InvalidDataException>(() => new TriageTrainer(1, _ => { }).Train(folder.FullName, default));
            Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [DataFact]
    public void The_shipped_model_keeps_its_word_on_real_comments()
    {
        var report = new TriageReport(TriageModel.Shipped, new TriageOptions());
        var judge = new CommentJudge(TriageModel.Shipped, new TriageOptions());
        foreach (var comment in TrainingData.ReadLabelled(Path.Combine(DataFactAttribute.Folder!, "dev.jsonl")).Where(c => c.Inquiry is not null))
        {
            report.Add(comment.Text, comment.Inquiry!.Value, comment.Kind, [], judge.Judge(comment.Text));
        }

        Assert.True(report.F1 > 0.9, report.ToString());
        Assert.True(report.Automatic is { Precision: > 0.96, Recall: > 0.6 }, report.ToString());
        Assert.True(report.CalibrationError < 0.03, report.ToString());
    }

    [Fact]
    public void A_model_tells_what_it_learned_from()
    {
        var model = Train([new LabelledComment("这条裙子多少钱", true, InquiryKind.Price, Certain: true), new LabelledComment("好看", false, InquiryKind.None, Certain: true)], seed: 1);
        Assert.True(model.HasLearned("這條裙子多少錢"));
        Assert.False(model.HasLearned("这条裤子多少钱"));
        var report = new TriageReport(model, new TriageOptions());
        report.Add("好看", false, InquiryKind.None, [], default);
        report.Add("不好看", false, InquiryKind.None, [], default);
        Assert.Contains("1 of them are comments that the model learned from", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WordClasses.Broad)]
    [InlineData(WordClasses.Fine)]
    public void Words_stand_as_folding_leaves_them_each_in_one_class(string file)
    {
        var classes = Table.Words(file);
        Assert.InRange(classes.Count, 1, 249);
        string[] words = [.. classes.Values.SelectMany(w => w)];
        Assert.Equal(words.Length, words.Distinct(StringComparer.Ordinal).Count());
        var codes = new char[Normalizer.MaxCodes];
        Assert.DoesNotContain(words, word => !codes.AsSpan(0, Normalizer.Fold(word, codes)).SequenceEqual(word));
    }

    [Fact]
    public void Written_comments_have_a_known_kind_and_stand_there_once()
    {
        var rows = Table.Rows(Table.Written).ToArray();
        Assert.DoesNotContain(rows, r => r.Key is not "none" && !string.Equals(Kinds.Parse(r.Key).Name(), r.Key, StringComparison.Ordinal));
        Assert.Equal(rows.Length, rows.Select(r => r.Value).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Labels_find_their_comments_without_holding_their_text()
    {
        Assert.Equal("76aecd0927f1fcea", StreamLabels.Name("求资料"));
        var (learned, heldOut) = StreamLabels.Apply(["a text that nobody labelled"]);
        Assert.Empty(learned);
        Assert.Empty(heldOut);
    }

    [DataFact]
    public void Nothing_is_learned_from_what_is_held_out()
    {
        var folder = DataFactAttribute.Folder!;
        var dev = TrainingData.ReadLabelled(Path.Combine(folder, "dev.jsonl")).Select(c => c.Text).ToHashSet(StringComparer.Ordinal);
        var (learned, heldOut) = StreamLabels.Apply(TrainingData.ReadStream(Path.Combine(folder, "stream.tsv")));
        Assert.True(learned.Length > 16_000 && heldOut.Length > 3_500, $"{learned.Length} and {heldOut.Length} labels found their comment");
        Assert.DoesNotContain(learned, c => dev.Contains(c.Text));
        Assert.InRange(heldOut.Count(c => TriageModel.Shipped.HasLearned(c.Text)), 0, 20);
    }

    [DataFact]
    public void Training_again_gives_the_shipped_bytes()
    {
        var model = new TriageTrainer(1, _ => { }).Train(DataFactAttribute.Folder!, default);
        Assert.True(Bytes(TriageModel.Shipped).AsSpan().SequenceEqual(Bytes(model)), "The shipped model was not made by this code from this folder with seed 1.");
    }

    private static TriageModel Train(IReadOnlyList<LabelledComment> comments, int seed) =>
        new TriageTrainer(seed, _ => { }).Train(comments, ownPerPattern: 1, default);

    private static byte[] Bytes(TriageModel model)
    {
        using var stream = new MemoryStream();
        model.Write(stream);
        return stream.ToArray();
    }
}
