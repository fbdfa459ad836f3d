using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using Funnel.Accounts;
using Funnel.Console.Effects;
using Funnel.Console.Languages;
using Funnel.Console.SignIn;
using Funnel.Leads;
using Funnel.Connectors;
using Funnel.Files;
using Funnel.Intake.Handed;
using Funnel.Intake.Handed.Exports;
using Funnel.Outreach;
using Funnel.Replay;
using Funnel.Tasks;
using Funnel.Triage;

namespace Funnel.Console.Tests.Languages;

public sealed class TextsTests
{
    public static TheoryData<string> Codes => [.. Texts.All.Select(t => t.Code)];

    [Theory, MemberData(nameof(Codes))]
    public void No_text_is_missing(string code)
    {
        Assert.All(Said(Texts.Find(code)!), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
    }

    [Theory, MemberData(nameof(Codes))]
    public void Every_value_has_its_word(string code)
    {
        var t = Texts.Find(code)!;
        Complete<Stage>(t.Stages);
        Complete<Exit>(t.Exits);
        Complete<EffectKind>(t.Effects);
        Complete<EffectStatus>(t.Statuses);
        Complete<LeadEventKind>(t.Events);
        Complete<InquiryKind>(t.Kinds);
        Complete<Tier>(t.Tiers);
        Complete<FailureKind>(t.Failures);
        Complete<Role>(t.Roles);
        Complete<AbilityKind>(t.Connections.Abilities);
        Complete<AbilityState>(t.Connections.States);
        Complete<TaskKind>(t.Tasks.Kinds);
        Complete<ReplayState>(t.Tasks.States);
        Complete<ReplayOutcome>(t.Tasks.Outcomes);
        Complete<ExportFormat>(t.Import.Formats);
        Complete<ExportTimeForm>(t.Import.TimeForms);
        Complete<ColumnRole>(t.Import.Roles);
        Complete<ExportProblemKind>(t.Import.Problems);
        Complete<ExportNoteKind>(t.Import.Notes);
        Complete<TextProblem>(t.Import.TextProblems);
        Complete<HandedProblem>(t.Import.Refusals);
        Complete<WaitKind>(t.Worth.WaitKinds);
        Complete<WordingReward>(t.Worth.Rewards);
        Assert.Equal(EffectFilter.Choices, t.Worth.By.Keys);
        Assert.Equal([ExportFault.NoText, ExportFault.Columns], Enum.GetValues<ExportFault>().Except(t.Import.Faults.Keys)); // said otherwise
    }

    [Fact]
    public void Chinese_is_Chinese_and_English_is_not()
    {
        foreach (var (name, text) in Said(Texts.Chinese).Where(t => t.Key is not ("Tag" or "Code" or "Switch" or "MomentFormat" or "MomentFormatWithYear")))
        {
            Assert.Matches("[\u4e00-\u9fff]", text);
            Assert.DoesNotMatch("[\u4e00-\u9fff]", Said(Texts.English)[name]);
        }
    }

    [Theory]
    [InlineData("zh", "zh")]
    [InlineData("ZH-hans-CN", "zh")]
    [InlineData("en-GB", "en")]
    [InlineData("english", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_language_is_found_by_its_tag(string? tag, string? code) => Assert.Equal(code, Texts.Find(tag)?.Code);

    [Fact]
    public void Times_and_numbers_are_written_as_people_write_them()
    {
        var at = new DateTimeOffset(2026, 3, 4, 20, 5, 6, TimeSpan.Zero);
        Assert.Equal("3月5日 04:05:06", new Format(Texts.Chinese, TimeSpan.FromHours(8), at).Moment(at));
        Assert.Equal("5 Mar 04:05:06", new Format(Texts.English, TimeSpan.FromHours(8), at).Moment(at));
        Assert.Equal("2025年3月5日 04:05:06", new Format(Texts.Chinese, TimeSpan.FromHours(8), at).Moment(at.AddYears(-1)));
        Assert.Equal("4 Mar 2025 20:05:06", new Format(Texts.English, TimeSpan.Zero, at).Moment(at.AddYears(-1)));
        Assert.Equal("1,234,567", Format.Count(1_234_567));
        Assert.Equal(["33.3%", "–", "0%"], [Format.Share(1, 3), Format.Share(1, 0), Format.Share(0, 3)]);
    }

    [Fact]
    public void Every_text_is_used()
    {
        var folder = Path.Combine(RepositoryRoot(), "src", "Funnel.Console");
        var source = string.Concat(Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".razor" && !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .Where(f => !TextFiles.Any(t => Path.GetFileName(f).StartsWith(t, StringComparison.Ordinal)))
            .Select(File.ReadAllText));
        Assert.All(Said(Texts.English).Keys, name => Assert.Matches(new Regex($@"\b({HeldBy(name.Split('.'))})\.{name.Split('.')[^1]}\b"), source));
    }

    /// <summary>Where texts are said, and not used.</summary>
    private static readonly string[] TextFiles = ["Texts.", "TaskTexts.", "ImportTexts.", "AccountTexts.", "HidingTexts.", "EffectTexts."];

    /// <summary>What pages call the texts that one belongs to.</summary>
    private static string HeldBy(string[] name) => name switch
    {
        ["Staff", _] => "S|Staff",
        ["Import", _] => "I|t|Import",
        ["Connections", _] => "A|t|Connections",
        ["Hiding", _] => "H|Hiding",
        ["Worth", _] => "E|Worth",
        [_, _] => "K|Tasks",
        _ => "T|t|Texts|texts|asked|Other",
    };

    /// <summary>Every text by its name.</summary>
    private static Dictionary<string, string> Said(Texts texts) => Of(typeof(Texts), texts, "").Concat(Of(typeof(StaffTexts), texts.Staff, "Staff.")).Concat(Of(typeof(TaskTexts), texts.Tasks, "Tasks."))
        .Concat(Of(typeof(ImportTexts), texts.Import, "Import.")).Concat(Of(typeof(AccountTexts), texts.Connections, "Connections."))
        .Concat(Of(typeof(HidingTexts), texts.Hiding, "Hiding.")).Concat(Of(typeof(EffectTexts), texts.Worth, "Worth.")).ToDictionary();

    private static IEnumerable<KeyValuePair<string, string>> Of(Type type, object texts, string prefix) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.PropertyType == typeof(string)).Select(p => KeyValuePair.Create(prefix + p.Name, (string)p.GetValue(texts)!));

    private static void Complete<T>(IEnumerable words) where T : struct, Enum
    {
        var known = ((IReadOnlyDictionary<T, string>)words).Where(w => !string.IsNullOrWhiteSpace(w.Value)).Select(w => w.Key).ToHashSet();
        Assert.All(Enum.GetValues<T>(), value => Assert.Contains(value, known));
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Funnel.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
