using System.Buffers;
using System.Text.RegularExpressions;

namespace Funnel.Outreach.Refusals;

/// <summary>Where a message stands: it says whom it is meant for.</summary>
public enum RefusalPlace
{
    /// <summary>In the private chat, which is with us alone: any "no, thank you" counts.</summary>
    Chat,

    /// <summary>Under a video, first level or in a thread with an answer of ours: what is plainly meant for us counts.</summary>
    Comment,

    /// <summary>Under somebody else's comment: that one may be meant, so it counts only to be taken off our list.</summary>
    Thread,
}

/// <summary>
/// Whether somebody wants to be left alone: the intent, not a word. What says so is looked for after folding (<see cref="RefusalText"/>); then what only looks like it is set aside: slips
/// ("不小心取消了"), others' words, conditions, and refusals beside which something is asked for ("这个不要了，换那个多少钱"). Pure; a few microseconds, and no allocation.
/// </summary>
public static class RefusalMatcher
{
    /// <summary>Stands for what was taken out.</summary>
    private const char Taken = '·';

    /// <summary>In the chat no refusal is without one of these.</summary>
    private static readonly SearchValues<char> ChatSigns = SearchValues.Create("别不勿毋莫休禁停拒严无没用犯少退取解关撤终删移清拉屏放饶离让滚走闭烦骚打再敢消谢抵讨反算免够举报到就把咪有好太真t吵爬爪哪边封表死挨可求将信一恶神脑智变傻推通短你诉喜厌");
    private static readonly SearchValues<string> EnglishSigns = SearchValues.Create(
        ["opt", "unsub", "do not", "never", "no ", "no,", "quit", "cease", "remove", "delete", "block", "leave", "lose", "shut", "away", "off", "cancel", "end", "enough", "wrong", "nope", "pass", "said", "out", "good", "annoying", "spam", "report", "asked", "sign", "gave", "revoke", "screw"],
        StringComparison.Ordinal);

    /// <summary>In a comment none is without one of these, which are rare there.</summary>
    private static readonly SearchValues<string> CommentSigns = SearchValues.Create(
        ["退", "取消", "解除", "停掉", "关闭", "关掉", "停止", "撤销", "终止", "拒收", "td", "unsub", "opt", "私信", "私讯", "私聊", "回复", "打扰", "骚扰", "联系", "纠缠", "艾特", "@", "推销", "推送", "群发",
            "找我", "找人家", "烦我", "回我", "理我", "加我", "缠", "私我", "cue", "dm", "pm", "call", "message", "text", "spam", "contact", "给我", "跟我", "对我", "和我", "向我"],
        StringComparison.Ordinal);

    private static bool HasSign(ReadOnlySpan<char> text, RefusalPlace place) =>
        place == RefusalPlace.Chat ? text.IndexOfAny(ChatSigns) >= 0 || text.IndexOfAny(EnglishSigns) >= 0 : text.IndexOfAny(CommentSigns) >= 0;

    public static bool IsRefusal(ReadOnlySpan<char> message, RefusalPlace place)
    {
        var read = RefusalText.Mine;
        read.Read(message);
        var text = read.Folded;
        place = place == RefusalPlace.Comment && (read.CallsSomebody || RefusalPatterns.OtherPerson.IsMatch(text)) ? RefusalPlace.Thread : place;
        if (text.Length == 0 || !HasSign(text, place))
        {
            return false;
        }

        TakeOut(RefusalPatterns.Idiom, text, null);
        var found = TakeOut(RefusalPatterns.OffTheList, text, RefusalPatterns.Slip);
        if (place != RefusalPlace.Thread)
        {
            found |= TakeOut(RefusalPatterns.NoContactWithMe, text, RefusalPatterns.SlipOfPhrase);
        }

        if (place == RefusalPlace.Chat)
        {
            found |= TakeOut(RefusalPatterns.NoContact, text, RefusalPatterns.SlipOfPhrase);
            found |= TakeOut(RefusalPatterns.NotAgain, text, RefusalPatterns.SlipOfPhrase);
            found |= TakeOut(RefusalPatterns.Removal, text, RefusalPatterns.Slip);
            found |= TakeOut(RefusalPatterns.Anger, text, RefusalPatterns.SlipOfPhrase);
            found |= TakeOut(RefusalPatterns.NoAdverts, text, RefusalPatterns.SlipOfPhrase);
            found |= TakeOut(RefusalPatterns.English, text, RefusalPatterns.SlipOfPhrase);
            found |= TakeOut(RefusalPatterns.NoThanks, text, RefusalPatterns.Slip);
            found |= TakeOut(RefusalPatterns.NoAtAll, text, RefusalPatterns.Slip);
        }

        // What is left says whether the anger is about something else.
        found |= place == RefusalPlace.Chat && RefusalPatterns.Annoyed.IsMatch(text);
        return found && !RefusalPatterns.Asks.IsMatch(text);
    }

    /// <summary>Takes every match out of the text, so that what is left says whether anything is asked for besides.</summary>
    /// <returns>Whether there was one that is meant.</returns>
    private static bool TakeOut(Regex pattern, Span<char> text, Regex? unless)
    {
        var any = false;
        foreach (var match in pattern.EnumerateMatches(text))
        {
            if (match.Length == 0 || (unless?.IsMatch(text[..match.Index]) ?? false))
            {
                continue;
            }

            text.Slice(match.Index, match.Length).Fill(Taken);
            any = true;
        }

        return any;
    }
}
