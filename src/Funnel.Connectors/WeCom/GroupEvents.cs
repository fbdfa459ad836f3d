namespace Funnel.Connectors.WeCom;

/// <summary>
/// What change_external_chat means (https://developer.work.weixin.qq.com/document/path/92130). It names who came or went, but neither by which code nor by whose invitation.
/// </summary>
internal static class GroupEvents
{
    /// <returns>Null for what is no event of a group.</returns>
    public static DestinationEvent? From(IReadOnlyDictionary<string, string> fields, DateTimeOffset at)
    {
        if (Text(fields, "ChatId") is not { } group)
        {
            return null;
        }

        return Text(fields, "ChangeType") switch
        {
            "create" => new DestinationEvent.GroupChanged(group, GroupChange.Created, at),
            "dismiss" => new DestinationEvent.GroupChanged(group, GroupChange.Dismissed, at),
            "update" => Text(fields, "UpdateDetail") switch
            {
                "add_member" => Members(fields, group, joined: true, at),
                "del_member" => Members(fields, group, joined: false, at) with { WereRemoved = Text(fields, "QuitScene") is "1" },
                _ => new DestinationEvent.GroupChanged(group, GroupChange.Edited, at),
            },
            _ => null,
        };
    }

    private static DestinationEvent.GroupMembers Members(IReadOnlyDictionary<string, string> fields, string group, bool joined, DateTimeOffset at) =>
        new(group, joined, People(fields), Text(fields, "LastMemVer"), Text(fields, "CurMemVer"), at);

    private static string[] People(IReadOnlyDictionary<string, string> fields) =>
        [.. (Text(fields, "MemChangeList") ?? "").Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    private static string? Text(IReadOnlyDictionary<string, string> fields, string name) => fields.TryGetValue(name, out var text) && text.Length > 0 ? text : null;
}
