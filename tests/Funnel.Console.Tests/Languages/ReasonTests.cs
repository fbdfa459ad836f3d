using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Funnel.Connectors;
using Funnel.Console.Languages;
using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Console.Tests.Languages;

public sealed partial class ReasonTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static readonly Reason Cause = Reason.Text("<cause>");

    /// <summary>Every reason that can be given, with arguments that stand for themselves.</summary>
    public static TheoryData<string> Known => [.. Givers.Select(g => g.Name)];

    private static IEnumerable<MethodInfo> Givers => typeof(Reason).GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(m => m.ReturnType == typeof(Reason) && (!m.IsSpecialName || m.Name.StartsWith("get_", StringComparison.Ordinal)));

    [Theory, MemberData(nameof(Known))]
    public void Every_reason_has_its_words_in_every_language_with_all_it_takes(string name)
    {
        var reason = Example(name);
        Assert.Matches("^[a-z]+(-[a-z]+)*$", reason.Code);
        foreach (var texts in Texts.All)
        {
            var template = Assert.Contains(reason.Code, texts.Reasons);
            var named = Placeholder().Matches(template).Select(m => m.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
            Assert.Equal(reason.Args.Keys.Concat(reason.Cause is null ? [] : ["cause"]).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
            var said = texts.Of(reason);
            Assert.All(reason.Args.Values, arg => Assert.Contains(arg, said, StringComparison.Ordinal));
            Assert.Equal(reason.Cause is not null, said.Contains("<cause>", StringComparison.Ordinal));
            Assert.DoesNotMatch(@"[{}]", said);
        }
    }

    [Fact]
    public void No_code_is_given_twice_and_no_words_are_left_over()
    {
        var codes = Givers.Select(g => Example(g.Name).Code).Order(StringComparer.Ordinal).ToList();
        Assert.All(Texts.All, t => Assert.Equal(codes, t.Reasons.Keys.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Chinese_is_Chinese_and_English_is_not()
    {
        Assert.All(Texts.Chinese.Reasons.Where(w => w.Key is not ("text" or "platform-failure")), w => Assert.Matches("[\u4e00-\u9fff]", w.Value));
        Assert.All(Texts.Chinese.Reasons.Values, words => Assert.DoesNotMatch("[A-Za-z]{2}", Placeholder().Replace(words, "").Replace("contactPath", "", StringComparison.Ordinal)));
        Assert.All(Texts.English.Reasons.Values, words => Assert.DoesNotMatch("[\u4e00-\u9fff]", words));
    }

    public static TheoryData<Reason, string, string> Said => new()
    {
        { Reason.Attempt(2), "第 2 次尝试", "attempt 2" },
        {
            new Failure(FailureKind.Rejected, "28003018", "内容不符合规范").ToReason(),
            "平台拒绝（28003018）：“内容不符合规范”", "Refused by the platform (28003018): \"内容不符合规范\""
        },
        {
            Reason.FailedOften(5, new Failure(FailureKind.Transient, "http-503", "try {times} later").ToReason()),
            "失败 5 次：暂时故障（http-503）：“try {times} later”", "failed 5 times: Passing fault (http-503): \"try {times} later\""
        },
        { Reason.NotParked(Effect.ReplyId("guide"), EffectStatus.Sent), "“公开回复”现在是“已完成”，只有待处理的才能重试", "Public reply is Sent; only what is parked can be replayed" },
        { Reason.Text("as it was"), "as it was", "as it was" },
        { Reason.EffectIs("sms", (EffectStatus)99), "“sms”现在是“99”", "sms is 99" },
        { Unheard(), "from-tomorrow, shop: s, 已经是微信好友", "from-tomorrow, shop: s, already a contact" },
    };

    [Theory, MemberData(nameof(Said))]
    public void A_reason_is_said_in_the_language_of_the_page(Reason reason, string chinese, string english) =>
        Assert.Equal((chinese, english), (Texts.Chinese.Of(reason), Texts.English.Of(reason)));

    /// <summary>What only a newer version knows.</summary>
    private static Reason Unheard() =>
        new("from-tomorrow", ImmutableSortedDictionary<string, string>.Empty.Add("shop", "s")) { Cause = Reason.AlreadyContact };

    private static Reason Example(string name)
    {
        var giver = Givers.Single(g => string.Equals(g.Name, name, StringComparison.Ordinal));
        return (Reason)giver.Invoke(null, [.. giver.GetParameters().Select((p, i) => (object)(
            p.ParameterType == typeof(Reason) ? Cause
            : p.ParameterType == typeof(DateTimeOffset) ? At
            : p.ParameterType == typeof(int) ? 7_000 + i
            : p.ParameterType == typeof(double) ? 7_000.0 + i
            : p.ParameterType == typeof(Enum) ? (Other)i
            : $"<{p.Name}>"))])!;
    }

    /// <summary>For an argument that is a value of some enumeration: none that the texts have a word for.</summary>
    private enum Other
    {
        First,
        Second,
        Third,
    }

    [GeneratedRegex(@"\{(?<name>[a-z]+)\}")]
    private static partial Regex Placeholder();
}
