using System.Text.Json.Nodes;
using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.WeCom;

/// <summary>The corp's tag library: https://developer.work.weixin.qq.com/document/path/92117.</summary>
internal sealed class Tags(Ids ids, TimeProvider time)
{
    private const int NameChars = 30;
    private readonly Lock gate = new();
    private readonly List<Group> groups = [];

    public bool Has(string tagId)
    {
        lock (gate)
        {
            return groups.Exists(group => group.Tags.Exists(tag => string.Equals(tag.Id, tagId, StringComparison.Ordinal)));
        }
    }

    public (string Group, string Name) NameOf(string tagId)
    {
        lock (gate)
        {
            return groups.SelectMany(group => group.Tags, (group, tag) => (group, tag))
                .Where(each => string.Equals(each.tag.Id, tagId, StringComparison.Ordinal))
                .Select(each => (each.group.Name, each.tag.Name)).First();
        }
    }

    public JsonObject Add(JsonObject body)
    {
        WeComDialect.Chars(body, "group_name", NameChars);
        var names = Names(body);
        lock (gate)
        {
            var group = GroupOf(body);
            if (group.Tags.Exists(tag => names.Contains(tag.Name, StringComparer.Ordinal)))
            {
                throw new Refusal(WeComCodes.TagExists, "tag name already exists");
            }

            var added = names.Select(name => new Tag("et" + ids.Fresh("tag", 30), name, time.GetUtcNow())).ToList();
            group.Tags.AddRange(added);
            if (!groups.Contains(group))
            {
                groups.Add(group);
            }

            return WeComDialect.Ok(new JsonObject { ["tag_group"] = Shape(group, added) });
        }
    }

    public JsonObject List(JsonObject body)
    {
        var (tagIds, groupIds) = (body.Texts("tag_id"), body.Texts("group_id"));
        lock (gate)
        {
            var shown = groups.Where(group => groupIds.Count == 0 || groupIds.Contains(group.Id, StringComparer.Ordinal))
                .Select(group => (group, tags: group.Tags.Where(tag => groupIds.Count > 0 || tagIds.Count == 0 || tagIds.Contains(tag.Id, StringComparer.Ordinal)).ToList()))
                .Where(each => each.tags.Count > 0);
            return WeComDialect.Ok(new JsonObject { ["tag_group"] = new JsonArray([.. shown.Select(each => Shape(each.group, each.tags))]) });
        }
    }

    private static List<string> Names(JsonObject body)
    {
        var tags = (body["tag"] as JsonArray)?.OfType<JsonObject>().ToList() ?? [];
        if (tags.Count == 0)
        {
            throw new Refusal(WeComCodes.EmptyParameter, "tag is required: an empty group is not allowed");
        }

        foreach (var tag in tags)
        {
            WeComDialect.Chars(tag, "name", NameChars);
        }

        return [.. tags.Select(tag => WeComDialect.Required(tag, "name")).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>By id, else by name, else a new one.</summary>
    private Group GroupOf(JsonObject body)
    {
        if (body.Text("group_id") is { Length: > 0 } id)
        {
            return groups.Find(group => string.Equals(group.Id, id, StringComparison.Ordinal))
                ?? throw new Refusal(WeComCodes.BadTag, "group_id unknown");
        }

        var name = WeComDialect.Required(body, "group_name");
        return groups.Find(group => string.Equals(group.Name, name, StringComparison.Ordinal))
            ?? new Group("eg" + ids.Fresh("tag-group", 30), name, time.GetUtcNow(), []);
    }

    private static JsonObject Shape(Group group, IEnumerable<Tag> tags) => new()
    {
        ["group_id"] = group.Id,
        ["group_name"] = group.Name,
        ["create_time"] = group.CreatedAt.ToUnixTimeSeconds(),
        ["order"] = 0,
        ["tag"] = new JsonArray([.. tags.Select(tag => new JsonObject
        {
            ["id"] = tag.Id,
            ["name"] = tag.Name,
            ["create_time"] = tag.CreatedAt.ToUnixTimeSeconds(),
            ["order"] = 0,
        })]),
    };

    private sealed record Tag(string Id, string Name, DateTimeOffset CreatedAt);

    private sealed record Group(string Id, string Name, DateTimeOffset CreatedAt, List<Tag> Tags);
}
