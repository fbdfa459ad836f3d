using System.Globalization;

namespace Funnel.Connectors.WeCom;

/// <summary>What the fields of a decrypted callback mean. Unknown events are kept as such: WeCom adds new ones.</summary>
internal static class CallbackEvents
{
    private const int MaxName = 100;

    /// <param name="now">Used where the message has no readable time.</param>
    public static DestinationEvent From(IReadOnlyDictionary<string, string> fields, DateTimeOffset now)
    {
        var at = long.TryParse(Text(fields, "CreateTime"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? UnixTime.Read(seconds) ?? now
            : now;
        return Text(fields, "Event") switch
        {
            "change_external_contact" => Contact(fields, at),
            "customer_acquisition" => Acquisition(fields, at),
            "change_external_chat" => GroupEvents.From(fields, at) ?? Other(fields, at),
            _ => Other(fields, at),
        };
    }

    private static DestinationEvent Contact(IReadOnlyDictionary<string, string> fields, DateTimeOffset at)
    {
        var change = Text(fields, "ChangeType");
        if (change is "transfer_fail")
        {
            return new DestinationEvent.Notice(change, Text(fields, "FailReason") ?? "no reason given", at);
        }

        if (Text(fields, "UserID") is not { } staff || Text(fields, "ExternalUserID") is not { } person)
        {
            return Other(fields, at);
        }

        var contact = new ContactId(staff, person);
        return change switch
        {
            "add_external_contact" => Added(fields, contact, half: false, at),
            "add_half_external_contact" => Added(fields, contact, half: true, at),
            "del_follow_user" => new DestinationEvent.DeletedByPerson(contact, at),
            "del_external_contact" => new DestinationEvent.DeletedByStaff(contact, Text(fields, "Source") is "DELETE_BY_TRANSFER", at),
            _ => Other(fields, at),
        };
    }

    private static DestinationEvent.Added Added(IReadOnlyDictionary<string, string> fields, ContactId contact, bool half, DateTimeOffset at) =>
        new(contact, Text(fields, "State"), Text(fields, "WelcomeCode"), half, at);

    private static DestinationEvent Acquisition(IReadOnlyDictionary<string, string> fields, DateTimeOffset at) => Text(fields, "ChangeType") switch
    {
        "balance_low" => new DestinationEvent.Notice("balance_low", "fewer than 20 uses of the acquisition link are left", at),
        "balance_exhausted" => new DestinationEvent.Notice("balance_exhausted", "no uses of the acquisition link are left: nobody can be added by it", at),
        "quota_expire_soon" => new DestinationEvent.Notice("quota_expire_soon", Expiry(fields), at),
        "link_unavailable" => new DestinationEvent.Notice("link_unavailable", $"no staff of link {Text(fields, "LinkId")} can add people now", at),
        "delete_link" => new DestinationEvent.Notice("delete_link", $"link {Text(fields, "LinkId")} was deleted by hand", at),
        _ => Other(fields, at),
    };

    private static string Expiry(IReadOnlyDictionary<string, string> fields)
    {
        var when = long.TryParse(Text(fields, "ExpireTime"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && UnixTime.Read(seconds) is { } end
            ? end.ToString("u", CultureInfo.InvariantCulture)
            : "an unknown time";
        return $"{Text(fields, "ExpireQuotaNum") ?? "some"} uses of the acquisition link expire at {when}";
    }

    private static DestinationEvent.Other Other(IReadOnlyDictionary<string, string> fields, DateTimeOffset at)
    {
        var name = Text(fields, "Event") is { } kind
            ? Text(fields, "ChangeType") is { } change ? $"{kind}.{change}" : kind
            : $"message.{Text(fields, "MsgType") ?? "unknown"}";
        return new DestinationEvent.Other(TextCutter.Chars(name, MaxName), at);
    }

    /// <summary>A field's text, or null when it is absent or empty: to WeCom both mean the same.</summary>
    private static string? Text(IReadOnlyDictionary<string, string> fields, string name) => fields.TryGetValue(name, out var text) && text.Length > 0 ? text : null;
}
