namespace Funnel.Connectors.Tests.Douyin;

/// <summary>Damages JSON in ways that a broken or hostile sender might.</summary>
internal static class Mutations
{
    private static readonly string[] Pieces = ["null", "{}", "[]", "\"\"", "-1", "1e999", "99999999999999999999", "true", "\\ud800", "\\\"", "\"", "{", "}", ",", ":", "\0", "﷽"];

    public static string Of(string body, Random random)
    {
        for (var times = random.Next(1, 5); times > 0; times--)
        {
            var at = random.Next(body.Length);
            var cut = random.Next(3) == 0 ? random.Next(Math.Min(40, body.Length - at)) : random.Next(2);
            cut = Math.Min(cut, body.Length - at);
            body = random.Next(4) switch
            {
                0 => string.Concat(body.AsSpan(0, at), body.AsSpan(at + cut)),
                1 => string.Concat(body.AsSpan(0, at), [(char)random.Next(32, 127)], body.AsSpan(at + cut)),
                2 => ReplaceValue(body, Pieces[random.Next(Pieces.Length)], random),
                _ => string.Concat(body.AsSpan(0, at), Pieces[random.Next(Pieces.Length)], body.AsSpan(at + cut)),
            };
            body = body.Length == 0 ? " " : body;
        }

        return body;
    }

    /// <summary>Puts a piece where a value stands (after a colon, up to the next comma), so that types change but the JSON often stays whole.</summary>
    private static string ReplaceValue(string body, string piece, Random random)
    {
        var colon = body.IndexOf(':', random.Next(body.Length));
        var end = colon < 0 ? -1 : body.IndexOf(',', colon);
        return end < 0 ? body : string.Concat(body.AsSpan(0, colon + 1), piece, body.AsSpan(end));
    }
}
