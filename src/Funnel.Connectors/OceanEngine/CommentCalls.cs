using System.Globalization;
using System.Text.Json;
using Funnel.Connectors.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.OceanEngine;

/// <summary>Comments on an advertiser's ad videos, and replies to them: https://api.oceanengine.com/open_api/v3.0/tools/comment/.</summary>
internal sealed class CommentCalls(
    HeaderTokenHttp<OceanEngineAnswers> http, IOptions<OceanEngineOptions> options, ReadWindow window, TimeProvider time, ILogger<CommentCalls> log)
{
    /// <summary>Longest reply in characters.</summary>
    public const int ReplyChars = 100;

    /// <summary>The platform's times and days are China's.</summary>
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private int Size => options.Value.PageSize;

    /// <summary>https://api.oceanengine.com/open_api/v3.0/tools/comment/get/ — all videos and both levels in one list, newest first, by days. What is hidden is left out.</summary>
    public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string? cursor, CancellationToken ct)
    {
        var at = PageCursor.Of(cursor);
        var today = time.GetUtcNow().ToOffset(China);
        var query = $"advertiser_id={Escaped(account.OpenId)}&start_time={Day(window.Start(today))}&end_time={Day(today)}"
            + $"&order_field=CREATE_TIME&order_type=DESC&level_type=LEVEL_ALL&page={Json.Invariant(at.Page)}&page_size={Json.Invariant(Size)}";
        return http.Get(account, "list-comments", $"open_api/v3.0/tools/comment/get/?{query}", root => ReadPage(root, at, d => d.CommentList, AsComment, withHidden: false), ct);
    }

    /// <summary>https://api.oceanengine.com/open_api/v3.0/tools/comment_reply/get/ — hidden ones too: one of ours that is hidden was posted all the same.</summary>
    public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(videoId);
        ArgumentException.ThrowIfNullOrEmpty(commentId);
        var at = PageCursor.Of(cursor);
        var query = $"advertiser_id={Escaped(account.OpenId)}&comment_id={Escaped(commentId)}&page={Json.Invariant(at.Page)}&page_size={Json.Invariant(Size)}";
        return http.Get(
            account, "list-replies", $"open_api/v3.0/tools/comment_reply/get/?{query}",
            root => ReadPage(root, at, d => d.ReplyList, i => Of(i, videoId, commentId), withHidden: true), ct);
    }

    /// <summary>https://api.oceanengine.com/open_api/v3.0/tools/comment/reply/ — takes up to 20 comments; one here, so that an answer is about it alone. It gives no id of the reply.</summary>
    public async Task<Outcome<SendReceipt>> Reply(SourceAccount account, string commentId, string text, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(commentId);
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (text.Length > ReplyChars)
        {
            return new Failure(FailureKind.Rejected, "reply-too-long", $"The reply has {text.Length} characters, {ReplyChars} are allowed. Not sent.");
        }

        if (Advertisers.Number(commentId) is not { } id)
        {
            return NoId;
        }

        var body = new ReplyBody(Advertisers.Id(account), [id], text);
        var answered = await http.Post(CallKind.Send, account, "reply", "open_api/v3.0/tools/comment/reply/", body, OceanEngineJson.Default.ReplyBody, ReadSuccesses, ct);
        return answered.Failure is { } failure ? failure
            : answered.Value.Contains(commentId, StringComparer.Ordinal) ? new SendReceipt(null)
            : NotAmong("answered");
    }

    /// <summary>https://api.oceanengine.com/open_api/v3.0/tools/comment/hide/ — takes up to 20 comments; one here, as of replies. No call shows one again.</summary>
    public async Task<Outcome<Done>> Hide(SourceAccount account, string commentId, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(commentId);
        if (Advertisers.Number(commentId) is not { } id)
        {
            return NoId;
        }

        var body = new HideBody(Advertisers.Id(account), [id]);
        var hidden = await http.Post(CallKind.Send, account, "hide", "open_api/v3.0/tools/comment/hide/", body, OceanEngineJson.Default.HideBody, ReadSuccesses, ct);
        return hidden.Failure is { } failure ? failure
            : hidden.Value.Contains(commentId, StringComparer.Ordinal) ? default(Done)
            : NotAmong("hidden");
    }

    private static Failure NoId => new(FailureKind.Rejected, "no-comment-id", "The comment's id is none of Ocean Engine's. Not sent.");

    private static Failure NotAmong(string done) =>
        new(FailureKind.Rejected, "not-among-successes", $"Ocean Engine took the call and did not name the comment among those that were {done}.");

    private static IReadOnlyList<string>? ReadSuccesses(JsonElement root) =>
        Json.Property(root, "data")?.Deserialize(OceanEngineJson.Default.SuccessData)?.SuccessCommentIds is { } ids ? [.. ids.OfType<string>()] : null;

    private static string Escaped(string text) => Uri.EscapeDataString(text);

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Page<Comment>? ReadPage(JsonElement root, PageCursor at, Func<ListData, IReadOnlyList<JsonElement>?> list, Func<CommentItem, Comment?> map, bool withHidden)
    {
        if (Json.Property(root, "data") is not { ValueKind: JsonValueKind.Object } element || element.Deserialize(OceanEngineJson.Default.ListData) is not { } data)
        {
            return null;
        }

        var (elements, total) = (list(data), data.PageInfo?.TotalNumber);
        if (elements is null && total is null)
        {
            return null;
        }

        var items = WireItems.Read(OceanEngineRegistration.Platform, log, elements, OceanEngineJson.Default.CommentItem, i => Listed.Of(map(i), i), out var isWhole);
        return new Page<Comment>([.. items.Where(i => withHidden || !i.Hidden).Select(i => i.Comment)], at.Next(Size, elements?.Count ?? 0, total))
        {
            IsPartial = !isWhole || total is null || (elements is null && total > 0),
            IsUnordered = at.HasMoved(total) || !PageOrder.KeepsNewestFirst([.. items.Select(i => i.Comment)]),
        };
    }

    private Comment? AsComment(CommentItem item) => Bounds.Id(item.ItemId) is { } video && Of(item, video, item.LevelType is "LEVEL_ONE" ? null : "") is { } comment
        ? comment with { Answers = item.ReplyCount }
        : null;

    private Comment? Of(CommentItem item, string videoId, string? parentId) => Bounds.Id(item.CommentId) is { } id && Bounds.Id(item.AwemeId) is { } person
        ? new Comment(id, videoId, person, Bounds.Text(item.Text), Time(item.CreateTime), parentId, Bounds.Nick(item.AwemeName))
        : null;

    private DateTimeOffset Time(string? text) => DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
        ? new DateTimeOffset(local, China)
        : time.GetUtcNow();

    private sealed record Listed(Comment Comment, bool Hidden)
    {
        public static Listed? Of(Comment? comment, CommentItem item) => comment is null ? null : new(comment, item.HideStatus is "HIDE");
    }
}
