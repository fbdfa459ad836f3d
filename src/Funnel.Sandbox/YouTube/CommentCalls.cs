using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.YouTube;

/// <summary>Threads of the whole channel, replies, and replying. A list costs 1 unit of the project's day, a reply 50.</summary>
internal sealed class CommentCalls(OauthGrants grants, Shop shop, Spelling spelling, int videos)
{
    private const int MostPerPage = 100;
    private const int MostChars = 10_000;
    private const int ListUnits = 1;
    private const int InsertUnits = 50;
    private int used;

    /// <summary>A real project has 10,000 a day; the audience lives an hour in a minute.</summary>
    public int UnitsADay { get; set; } = 10_000_000;

    /// <summary>Spent so far.</summary>
    public int UnitsUsed => Volatile.Read(ref used);

    public void Map(IEndpointRouteBuilder app, Gate gate)
    {
        gate.Map(app, "GET", "/youtube/v3/channels", Channels);
        gate.Map(app, "GET", "/youtube/v3/commentThreads", Threads);
        gate.Map(app, "GET", "/youtube/v3/comments", Replies);
        gate.Map(app, "POST", "/youtube/v3/comments", Reply, sends: true);
    }

    private JsonObject Channels(Call call)
    {
        Check(call, ListUnits);
        return new JsonObject { ["items"] = new JsonArray(new JsonObject { ["id"] = shop.OwnerId }) };
    }

    private JsonObject Threads(Call call)
    {
        Check(call, ListUnits);
        if (!string.Equals(call.Query("allThreadsRelatedToChannelId"), shop.OwnerId, StringComparison.Ordinal) || call.Query("order") is not "time")
        {
            throw YouTubeDialect.No(400, "invalidParameter", "allThreadsRelatedToChannelId must be the own channel, order must be time");
        }

        var all = Enumerable.Range(0, videos).Select(shop.Wall.VideoAt).Distinct(StringComparer.Ordinal)
            .SelectMany(video => shop.Wall.List(video, CommentOrder.NewestFirst, 0, int.MaxValue).Items)
            .OrderByDescending(item => item.Post.At).ThenByDescending(item => item.Post.Id, StringComparer.Ordinal).ToList();
        return Listed(call, all, item => new JsonObject
        {
            ["id"] = item.Post.Id,
            ["snippet"] = new JsonObject
            {
                ["channelId"] = shop.OwnerId,
                ["videoId"] = item.Post.VideoId,
                ["topLevelComment"] = Comment(item.Post),
                ["canReply"] = true,
                ["totalReplyCount"] = item.Replies,
                ["isPublic"] = true,
            },
        });
    }

    private JsonObject Replies(Call call)
    {
        Check(call, ListUnits);
        return Listed(call, shop.Wall.Replies(Parent(call.Query("parentId")), 0, int.MaxValue).Items, Comment);
    }

    private JsonObject Reply(Call call)
    {
        Check(call, InsertUnits);
        var snippet = call.Json?["snippet"] as JsonObject;
        var text = snippet?.Text("textOriginal");
        return string.IsNullOrWhiteSpace(text) ? throw YouTubeDialect.No(400, "commentTextRequired", "The comment has no text.")
            : text.Length > MostChars ? throw YouTubeDialect.No(400, "commentTextTooLong", "The comment is too long.")
            : Comment(shop.Reply(Parent(snippet?.Text("parentId")), text));
    }

    /// <summary>Threads have one level: a reply has no thread of its own.</summary>
    private Post Parent(string? id) => shop.Wall.Find(id) is { ParentId: null } post ? post : throw YouTubeDialect.No(404, "commentThreadNotFound", "The thread does not exist.");

    private void Check(Call call, int units)
    {
        var header = call.Header("Authorization");
        if (header is null || !header.StartsWith("Bearer ", StringComparison.Ordinal) || !grants.IsAlive(header["Bearer ".Length..]))
        {
            throw YouTubeDialect.No(401, "authError", "Request had invalid authentication credentials.");
        }

        if (Interlocked.Add(ref used, units) > UnitsADay)
        {
            throw YouTubeDialect.No(403, "quotaExceeded", "The request cannot be completed because you have exceeded your quota.");
        }
    }

    private JsonObject Comment(Post post)
    {
        var own = string.Equals(post.PersonId, shop.OwnerId, StringComparison.Ordinal);
        var text = spelling.Listed(post, own);
        var snippet = new JsonObject
        {
            ["textDisplay"] = text,
            ["authorDisplayName"] = spelling.Nick(post),
            ["authorChannelId"] = new JsonObject { ["value"] = post.PersonId },
            ["canRate"] = true,
            ["likeCount"] = post.Diggs,
            ["publishedAt"] = post.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        if (own)
        {
            snippet["textOriginal"] = text;
        }

        if (post.ParentId is { } parent)
        {
            snippet["parentId"] = parent;
        }

        return new JsonObject { ["id"] = post.Id, ["snippet"] = snippet };
    }

    private static JsonObject Listed<T>(Call call, IReadOnlyList<T> all, Func<T, JsonObject> map)
    {
        var (from, size) = (Token(call), Size(call));
        var answer = new JsonObject
        {
            ["pageInfo"] = new JsonObject { ["totalResults"] = Math.Min(size, all.Count), ["resultsPerPage"] = size },
            ["items"] = new JsonArray([.. all.Skip(from).Take(size).Select(map)]),
        };
        if (from + size < all.Count)
        {
            answer["nextPageToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes("p" + (from + size).ToString(CultureInfo.InvariantCulture)));
        }

        return answer;
    }

    private static int Token(Call call)
    {
        if (call.Query("pageToken") is not { Length: > 0 } token)
        {
            return 0;
        }

        try
        {
            return int.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(token))[1..], NumberStyles.None, CultureInfo.InvariantCulture);
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw YouTubeDialect.No(400, "invalidPageToken", "The page token is none that an answer carried.");
        }
    }

    private static int Size(Call call) =>
        int.TryParse(call.Query("maxResults") ?? "20", NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= MostPerPage
            ? size
            : throw YouTubeDialect.No(400, "invalidParameter", "maxResults must be 1 to 100");
}
