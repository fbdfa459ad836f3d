namespace Funnel.Connectors;

/// <summary>
/// A platform, as its folder declares it: a name and what it is capable of. Reads may be retried inside; <b>sends are tried exactly once</b>.
/// Nothing the platform answers is thrown; calls throw only for cancellation and bugs.
/// </summary>
/// <param name="Name">In configuration, ids, routes and columns: <c>api/events/{name}</c> is its webhook.</param>
/// <param name="Limits">What the platform permits.</param>
/// <param name="Parts">The objects that implement its capabilities, each one or more of the ports in this folder.</param>
public sealed record Connector(string Name, ConnectorLimits Limits, params object[] Parts)
{
    /// <summary>What the merchant has to have been granted, by capability; empty where the platform knows no such thing.</summary>
    public IReadOnlyList<ConnectorPermission> Permissions { get; init; } = [];

    /// <summary>The capability, or null where the platform, or this merchant's access to it, has none.</summary>
    public T? Find<T>()
        where T : class => Parts.OfType<T>().FirstOrDefault();

    /// <summary>The first permission for any of these capabilities that a grant does not hold; null when it holds them.</summary>
    /// <param name="scopes">Those that the grant names.</param>
    public ConnectorPermission? Lacking(IReadOnlyList<string> scopes, params Type[] ports) =>
        Permissions.FirstOrDefault(p => ports.Contains(p.Port) && !scopes.Contains(p.Scope, StringComparer.Ordinal));

    public override string ToString() => Name;
}

/// <summary>A permission that the platform grants separately.</summary>
/// <param name="Port">The capability that needs it.</param>
/// <param name="Scope">The platform's name of it, as in <see cref="Grant.Scopes"/>.</param>
public sealed record ConnectorPermission(Type Port, string Scope);

/// <param name="PageSize">Most comments one call returns.</param>
/// <param name="ReplyChars">Longest public reply, in UTF-16 characters.</param>
/// <param name="MessageChars">Longest private text message, in UTF-16 characters.</param>
public sealed record ConnectorLimits(int PageSize, int ReplyChars, int MessageChars)
{
    /// <summary>Of a platform that nobody switched on: what the strictest takes.</summary>
    public static ConnectorLimits Unknown { get; } = new(20, 100, 500);

    /// <summary>How long a send may be under way before the connector gives it up. What was given up may still be carried out.</summary>
    public TimeSpan SendTimeout { get; init; }

    /// <summary>How long after a reply was accepted it may be missing from <see cref="IReplyFeed.ListReplies"/>.</summary>
    public TimeSpan ReplyListLag { get; init; }

    /// <summary>A private text message may hold a link: an invitation needs no card.</summary>
    public bool LinksInChat { get; init; }

    /// <summary>A public reply may hold a link.</summary>
    public bool LinksInReplies { get; init; }
}
