using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Embedded;
using Funnel.Functions;
using Funnel.Hosts.Tests.Infra;
using Funnel.Privacy;
using Funnel.Storage;

namespace Funnel.Hosts.Tests.Architecture;

/// <summary>docs/PERSONAL-DATA.md names every table, queue, and record that is stored, with each of its fields: one that was added without a line fails here.</summary>
public sealed class PersonalDataTests
{
    private static readonly string[] Lines = File.ReadAllLines(Repository.Path("docs", "PERSONAL-DATA.md"));

    private static readonly Assembly[] Ours = [typeof(FunnelOptions).Assembly, typeof(Funnel.Console.ConsolePages).Assembly, FunctionsRegistration.Assembly, typeof(EmbeddedSetup).Assembly];

    [Fact]
    public void Every_table_and_queue_is_named()
    {
        Assert.All(Tables.All, table => Assert.Contains(Lines, l => l.StartsWith($"| `{table}`", StringComparison.Ordinal)));
        Assert.All(QueueNames.All, queue => Assert.Contains(Lines, l => l.StartsWith($"| queue `{queue}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_stored_record_is_named_with_all_its_fields()
    {
        var missing = new List<string>();
        foreach (var type in Stored().OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            var fields = Fields(type).Select(f => JsonNamingPolicy.CamelCase.ConvertName(f.Name)).Order(StringComparer.Ordinal).ToList();
            var line = Lines.FirstOrDefault(l => l.StartsWith($"| `{type.Name}` |", StringComparison.Ordinal));
            if (line is null || fields.Exists(f => !line.Contains($"`{f}`", StringComparison.Ordinal)))
            {
                missing.Add($"| `{type.Name}` | {string.Join(' ', fields.Select(f => $"`{f}`"))} |");
            }
        }

        Assert.True(missing.Count == 0, "Not in docs/PERSONAL-DATA.md, or not with these fields:\n" + string.Join('\n', missing));
    }

    [Fact]
    public void Every_keeping_time_is_named() => Assert.All(
        typeof(KeepOptions).GetProperties(), p => Assert.Contains(Lines, l => l.Contains($"`keep.{JsonNamingPolicy.CamelCase.ConvertName(p.Name)}`", StringComparison.Ordinal)));

    /// <summary>What a source-generated context writes, and all that is in it. Contexts of what is read or answered alone write to no storage.</summary>
    private static HashSet<Type> Stored()
    {
        var found = new HashSet<Type>();
        foreach (var context in Ours.SelectMany(a => a.GetTypes()).Where(t => t.IsSubclassOf(typeof(JsonSerializerContext))))
        {
            foreach (var root in context.GetCustomAttributesData().Where(a => a.AttributeType == typeof(JsonSerializableAttribute)))
            {
                Add((Type)root.ConstructorArguments[0].Value!, found);
            }
        }

        return found;
    }

    private static void Add(Type type, HashSet<Type> found)
    {
        foreach (var part in type.IsGenericType ? type.GetGenericArguments() : type.IsArray ? [type.GetElementType()!] : [])
        {
            Add(part, found);
        }

        if (!type.IsEnum && !type.IsGenericType && !type.IsArray && Ours.Contains(type.Assembly) && Fields(type).Any() && found.Add(type))
        {
            foreach (var field in Fields(type))
            {
                Add(field.PropertyType, found);
            }
        }
    }

    private static IEnumerable<PropertyInfo> Fields(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.GetIndexParameters().Length == 0 && p.GetCustomAttribute<JsonIgnoreAttribute>() is null or { Condition: not JsonIgnoreCondition.Always });
}
