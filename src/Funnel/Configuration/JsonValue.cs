using Microsoft.Extensions.Configuration;

namespace Funnel.Configuration;

/// <summary>
/// Reads one JSON object as a section of the configuration is read, with the same rules and words: what is kept in the store is checked as strictly as what
/// stands in the file. Texts are taken as they are: <c>env:NAME</c> is no variable here.
/// </summary>
public static class JsonValue
{
    private const int MaxDepth = 16;

    /// <param name="json">What somebody sent: anything.</param>
    /// <param name="defaults">What a field is that the object does not have, by its name.</param>
    /// <returns>The object, null when there is none in the text; and what has all that is wrong, with paths as they stand in the object: <c>reply[0]</c>.</returns>
    public static (T? Value, SettingsReader Reader) Read<T>(string json, params ReadOnlySpan<(string Name, string Value)> defaults)
        where T : class, new()
    {
        var values = new JsonFields();
        values.Add(json, MaxDepth);
        foreach (var (name, value) in defaults)
        {
            values.Fields.TryAdd(name, value);
        }

        var fields = values.Fields.Select(f => KeyValuePair.Create($"{FunnelOptions.Section}{ConfigurationPath.KeyDelimiter}{f.Key}", f.Value));
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(fields).Build());
        values.Errors.ForEach(e => reader.Complain(e.Path, e.What));
        return (values.Errors.Count == 0 ? reader.Read<T>("") : null, reader);
    }
}
