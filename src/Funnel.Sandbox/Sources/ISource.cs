using System.Text.Json.Nodes;
using Funnel.Sandbox.Comments;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.Sources;

/// <summary>
/// A platform on which people comment: what the audience does there, and what a host finds there. How one is added stands in the README. What the merchant does is told to
/// the audience by <see cref="Shop"/>.
/// </summary>
internal interface ISource
{
    /// <summary>What an account names as its platform, and the last part of its webhook's address: lower-case letters.</summary>
    string Name { get; }

    /// <summary>The merchant's videos, and what they say to people.</summary>
    Shop Shop { get; }

    /// <summary>Where people come to the merchant in private; null where they cannot.</summary>
    IPrivateChat? Chat => null;

    /// <summary>What the merchant's replies say here, as an offer's variants; null for the words that ask people into the private chat.</summary>
    IReadOnlyList<string>? Wordings => null;

    /// <summary>No host can read here: somebody hands the comments over, as <c>GET /sandbox/{name}/comments</c> lists them.</summary>
    bool IsHandedOver => false;

    /// <summary>Somebody does by hand what a host cannot do here. Where <see cref="IsHandedOver"/> that is everything; elsewhere all but public replies.</summary>
    bool HasOperator => IsHandedOver;

    /// <summary>The id of the person at this place of the audience: always the same for it, and nobody's on another platform.</summary>
    string PersonId(int index);

    /// <summary>The platform's wire API.</summary>
    void Map(IEndpointRouteBuilder app);

    /// <summary>Adds to the account in the host's configuration, which has its <c>id</c> and <c>platform</c>, what else it needs: name, ids, tokens.</summary>
    void Describe(JsonObject account);

    /// <summary>The section of the host's configuration with the platform's <see cref="Name"/>; null for none.</summary>
    JsonObject? Settings(HostSide host) => null;

    /// <summary>The webhook's handshake at <c>{root}/api/events/{name}</c>; done at once where the platform calls nobody.</summary>
    /// <exception cref="HttpRequestException">It failed; the message says how.</exception>
    Task Verify(Uri root, CancellationToken ct) => Task.CompletedTask;

    /// <summary>A person comments on a video, and the host is told where the platform does so.</summary>
    /// <param name="video">Its place among the merchant's videos.</param>
    /// <param name="said">Called once, with the comment, before anybody is told of it.</param>
    Post Comment(string personId, string nick, string text, int video, int diggs, Action<Post> said);

    /// <summary>A person answers somebody's comment.</summary>
    /// <param name="told">Called with the answer once the host knows of it, perhaps several times; never where nothing tells.</param>
    Post Answer(Post to, string personId, string nick, string text, Action<Post> told);
}
