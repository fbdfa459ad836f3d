using System.Text;
using System.Text.Json.Nodes;
using Funnel.Sandbox.Faults;

namespace Funnel.Sandbox.Comments;

/// <summary>
/// How the platform writes down what people and the merchant wrote: not always as they did. The same post is always written in the same way.
/// </summary>
internal sealed class Spelling(FaultDeck faults)
{
    /// <summary>Stands for three of an emoji's four bytes until the answer is bytes, for no text can hold them. Private use, so it is written as an escape.</summary>
    private const char CutEmoji = '\uF8F0';

    /// <summary>Stands for the escape of half a surrogate pair, which no serializer would write.</summary>
    private const char HalfEmoji = '\uF8F1';

    private static readonly byte[] ThreeOfFour = [0xF0, 0x9F, 0x98];

    /// <summary>The JSON's bytes, with what is broken in it really broken, in JSON that stands inside a string as well.</summary>
    public static byte[] Bytes(string json)
    {
        if (!json.Contains("\\uF8F", StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetBytes(json);
        }

        var parts = json.Replace("\\uF8F1", "\\ud83d", StringComparison.Ordinal).Replace("\\\\uF8F0", "\\uF8F0", StringComparison.Ordinal).Split("\\uF8F0");
        return [.. Encoding.UTF8.GetBytes(parts[0]), .. parts.Skip(1).SelectMany(part => (byte[])[.. ThreeOfFour, .. Encoding.UTF8.GetBytes(part)])];
    }

    /// <summary>The text as a list shows it.</summary>
    public string Listed(Post post, bool own) => own && faults.Holds(SandboxFaults.Respell, post.Id) ? Respelled(post) : Told(post);

    /// <summary>The text as a webhook tells it.</summary>
    public string Told(Post post) => faults.Holds(SandboxFaults.BrokenText, post.Id) ? post.Text + Break(post) : post.Text;

    /// <summary>The name; null when the platform has none.</summary>
    public JsonNode? Nick(Post post) => !faults.Holds(SandboxFaults.BrokenText, post.Id) ? post.Nick : faults.Way(SandboxFaults.BrokenText, post.Id, 6) switch
    {
        0 => 8421973305821,
        1 => null,
        2 => string.Concat(Enumerable.Repeat("长长的名字", 60)),
        3 => "👨‍👩‍👧‍👦🐳" + post.Nick,
        _ => post.Nick + Break(post),
    };

    private string Break(Post post) => faults.Way(SandboxFaults.BrokenText, post.Id + "/break", 3) switch
    {
        0 => CutEmoji.ToString(),
        1 => HalfEmoji.ToString(),
        _ => "\0\u202E",
    };

    private string Respelled(Post post) => faults.Way(SandboxFaults.Respell, post.Id, 5) switch
    {
        0 => post.Text.Replace("，", ", ", StringComparison.Ordinal),
        1 => "  " + post.Text.Replace("，", "　", StringComparison.Ordinal),
        2 => "回复 @观众：" + post.Text,
        3 => post.Text.Replace("信", "*", StringComparison.Ordinal),
        _ => post.Text[..Math.Max(1, post.Text.Length - 4)] + "…",
    };
}
