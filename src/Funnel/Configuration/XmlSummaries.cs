using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Funnel.Configuration;

/// <summary>Summaries of properties, in Markdown, from the documentation files that the compiler writes beside the assemblies.</summary>
/// <remarks>https://learn.microsoft.com/dotnet/csharp/language-reference/xmldoc/</remarks>
internal sealed class XmlSummaries
{
    private readonly Dictionary<Assembly, Dictionary<string, XElement>> files = [];

    /// <returns>Empty when there is none.</returns>
    /// <exception cref="FileNotFoundException">There is no documentation file beside the property's assembly.</exception>
    public string Of(PropertyInfo property)
    {
        var owner = property.DeclaringType!;
        if (!files.TryGetValue(owner.Assembly, out var members))
        {
            files[owner.Assembly] = members = Load(owner.Assembly);
        }

        return members.TryGetValue($"P:{owner.FullName!.Replace('+', '.')}.{property.Name}", out var member) && member.Element("summary") is { } summary
            ? Regex.Replace(Markdown(summary).Trim(), @"\s+", " ", RegexOptions.NonBacktracking)
            : "";
    }

    private static Dictionary<string, XElement> Load(Assembly assembly)
    {
        var path = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
        return XDocument.Load(path).Descendants("member").Where(m => m.Attribute("name") is not null)
            .GroupBy(m => m.Attribute("name")!.Value, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
    }

    private static string Markdown(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            text.Append(node switch
            {
                XText plain => plain.Value,
                XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                XElement see when see.Attribute("href") is { } link => $"[{see.Value}]({link.Value})",
                XElement see when see.Attribute("cref") is { } name => $"`{SettingPath.Key(name.Value.Split('.')[^1])}`",
                XElement other => Markdown(other),
                _ => "",
            });
        }

        return text.ToString();
    }
}
