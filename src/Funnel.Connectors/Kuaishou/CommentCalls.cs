using System.Text.Json;
using Funnel.Connectors.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Kuaishou;

/// <summary>Comments on an advertiser's videos, and replies to them: https://ad.e.kuaishou.com/rest/openapi/v1/comment/. Reads are POSTs here.</summary>
internal sealed class CommentCalls(HeaderTokenHttp<KuaishouAnswers> http, IOptions<KuaishouOptions> options, ReadWindow window, TimeProvider time, ILogger<CommentCalls> log)
{
    /// <summary>Longest list of answers that a tree holds: one that is as long may lack some.</summary>
    internal const int MostInATree = 1000;

    private const string Root = "rest/openapi/v1/comment/";
    private const int Done = 1;
    private const int Failed = 2;

    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>The end of what is asked for lies ahead: the platform's clock may be ahead of ours.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    private KuaishouOptions Options => options.Value;

    /// <summary>
    /// https://ad.e.kuaishou.com/rest/openapi/v1/comment/list — all videos and both levels in one list. In which order is not documented: a first page that begins with the oldest
    /// is answered with the last one, and reading goes on from there to the first.
    /// </summary>
    public async Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string? cursor, CancellationToken ct)
    {
        if (BackwardCursor.Parse(cursor) is { } page)
        {
            return Backward(await Read(account, new(page, null), ct), page);
        }

        var at = PageCursor.Of(cursor);
        var read = await Read(account, at, ct);
        if (read.Failure is { } failure)
        {
            return failure;
        }

        if (at.Page > 1 || !BackwardCursor.IsOldestFirst(read.Value.Items))
        {
            return read.Value.AsPage(at, Options.PageSize);
        }

        var last = Math.Max(1, ((read.Value.Total ?? 0) + Options.PageSize - 1) / Options.PageSize);
        return Backward(last == 1 ? read : await Read(account, new(last, null), ct), last);
    }

    /// <summary>https://ad.e.kuaishou.com/rest/openapi/v1/comment/tree — all answers in one piece.</summary>
    public async Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(videoId);
        ArgumentException.ThrowIfNullOrEmpty(commentId);
        return Advertisers.Number(commentId) is { } id
            ? await http.Post(
                CallKind.Read, account, "list-replies", Root + "tree", new TreeBody(Advertisers.Id(account), id), KuaishouJson.Default.TreeBody, root => ReadTree(root, account, videoId, commentId), ct)
            : new Failure(FailureKind.Rejected, "no-comment-id", "The comment's id is none of Kuaishou's.");
    }

    /// <summary>https://ad.e.kuaishou.com/rest/openapi/v1/comment/reply — takes several; one here, so that an answer is about it alone. It gives no id of the reply.</summary>
    public async Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(to.VideoId, nameof(to));
        ArgumentException.ThrowIfNullOrWhiteSpace(to.CommentId, nameof(to));
        ArgumentException.ThrowIfNullOrWhiteSpace(to.PersonId, nameof(to));
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (text.Length > Options.ReplyChars)
        {
            return new Failure(FailureKind.Rejected, "reply-too-long", $"The reply has {text.Length} characters, {Options.ReplyChars} are allowed. Not sent.");
        }

        if (Advertisers.Number(to.CommentId) is not { } comment || Advertisers.Number(to.PersonId) is not { } person || PhotoId.Parse(to.VideoId) is not { } photo)
        {
            return new Failure(FailureKind.Rejected, "no-comment-id", "The ids of comment, person or video are none of Kuaishou's. Not sent.");
        }

        var body = new ReplyBody(Advertisers.Id(account), [new(comment, photo.Photo, photo.Author, person, text)]);
        var result = await http.Post(CallKind.Send, account, "reply", Root + "reply", body, KuaishouJson.Default.ReplyBody, root => ReadResult(root, to.CommentId), ct);
        return result.Failure is { } failure ? failure
            : result.Value.Result == Done ? new SendReceipt(null)
            : new Failure(FailureKind.Rejected, "reply-failed", "Kuaishou took the call and says that this reply failed.");
    }

    /// <summary>What became of it; null when the answer does not say so in one of the two words there are.</summary>
    private static ReplyResult? ReadResult(JsonElement root, string commentId) =>
        Json.Property(root, "data")?.Deserialize(KuaishouJson.Default.ReplyData)?.ReplyResultList?.FirstOrDefault(
            r => r?.Result is Done or Failed && string.Equals(r.ReplyToCommentId, commentId, StringComparison.Ordinal));

    private Task<Outcome<ReadList>> Read(SourceAccount account, PageCursor at, CancellationToken ct)
    {
        var now = time.GetUtcNow().ToOffset(China);
        var (from, to) = (window.Start(now).ToUnixTimeMilliseconds(), (now + Ahead).ToUnixTimeMilliseconds());
        var body = new ListBody(Advertisers.Id(account), from, to, at.Page, Options.PageSize);
        return http.Post(CallKind.Read, account, "list-comments", Root + "list", body, KuaishouJson.Default.ListBody, root => ReadPage(root, account), ct);
    }

    private static Outcome<Page<Comment>> Backward(Outcome<ReadList> read, long page) => read.Failure is { } failure ? failure
        : new Page<Comment>([.. read.Value.Items.Reverse()], BackwardCursor.Before(page)) { IsPartial = !read.Value.IsWhole };

    private ReadList? ReadPage(JsonElement root, SourceAccount account)
    {
        if (Json.Property(root, "data") is not { ValueKind: JsonValueKind.Object } element
            || element.Deserialize(KuaishouJson.Default.ListData) is not { } data || (data.Details is null && data.TotalCount is null))
        {
            return null;
        }

        var items = WireItems.Read(KuaishouRegistration.Platform, log, data.Details, KuaishouJson.Default.CommentItem, i => AsComment(i, account), out var isWhole);
        return new(items, data.Details?.Count ?? 0, data.TotalCount, isWhole);
    }

    private Page<Comment>? ReadTree(JsonElement root, SourceAccount account, string videoId, string commentId)
    {
        if (Json.Property(root, "data") is not { ValueKind: JsonValueKind.Object } element || element.Deserialize(KuaishouJson.Default.TreeData) is not { } data)
        {
            return null;
        }

        var items = WireItems.Read(KuaishouRegistration.Platform, log, data.ChildCommentDetailList, KuaishouJson.Default.CommentItem, i => Of(i, account, videoId, commentId), out var isWhole);
        return new Page<Comment>(items, null) { IsPartial = !isWhole || data.ChildCommentDetailList is not { Count: < MostInATree } };
    }

    private Comment? AsComment(CommentItem item, SourceAccount account) =>
        PhotoId.Join(item.PhotoId, item.PhotoAuthorId) is { } video ? Of(item, account, video, Parent(item)) : null;

    private static string? Parent(CommentItem item) => item.CommentLevel == 1 ? null : Bounds.ParentId(item.RootCommentId) ?? "";

    private Comment? Of(CommentItem item, SourceAccount account, string videoId, string? parentId) => Bounds.Id(item.CommentId) is { } id && Bounds.ParentId(item.CommentAuthorId) is { } person
        ? new Comment(id, videoId, Author(item, account) ?? person, Bounds.Text(item.CommentContent), Json.Time(item.PostTime) ?? time.GetUtcNow(), parentId, Bounds.Nick(item.Nickname))
        : null;

    /// <summary>The video's author does not ask: they speak for the account, whose id is another one.</summary>
    private static string? Author(CommentItem item, SourceAccount account) => string.Equals(item.CommentAuthorId, item.PhotoAuthorId, StringComparison.Ordinal) ? account.OpenId : null;

    /// <summary>A page as it was read.</summary>
    /// <param name="Count">Items on it, readable or not.</param>
    private sealed record ReadList(IReadOnlyList<Comment> Items, int Count, long? Total, bool IsWhole)
    {
        public Page<Comment> AsPage(PageCursor at, int size) => new(Items, at.Next(size, Count, Total))
        {
            IsPartial = !IsWhole || Total is null,
            IsUnordered = at.HasMoved(Total) || !PageOrder.KeepsNewestFirst(Items),
        };
    }
}
