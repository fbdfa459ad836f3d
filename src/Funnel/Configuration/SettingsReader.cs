using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Funnel.Configuration;

/// <summary>
/// Reads a configuration section into an options type and notes every mistake with its path: unknown names, values of the wrong kind, and what
/// the type's annotations forbid. The standard binder stops at the first and passes unknown names over. Values are never repeated: they may be secrets.
/// </summary>
public sealed class SettingsReader(string root)
{
    /// <summary>What stands where somebody read text in the wrong encoding and saved it: the mark itself, and that mark read as GBK. People would see it.</summary>
    private static readonly string[] BrokenText = ["\uFFFD", "锟斤拷"];

    /// <summary>Everything that is wrong so far, as <c>path: what to do</c>.</summary>
    public List<string> Errors { get; } = [];

    /// <param name="leave">Names of subsections that somebody else reads.</param>
    public T Read<T>(IConfigurationSection section, params ReadOnlySpan<string> leave)
        where T : new()
    {
        var value = new T();
        Fill(value, section, leave);
        return value;
    }

    public void Complain(string path, string what) => Errors.Add($"{Shown(path)}: {what}");

    private void Fill(object target, IConfigurationSection section, params ReadOnlySpan<string> leave)
    {
        var properties = target.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true }).ToList();
        if (section.Value is { Length: > 0 })
        {
            Complain(section.Path, "must be an object with names and values");
            return;
        }

        foreach (var child in section.GetChildren())
        {
            if (properties.FirstOrDefault(p => string.Equals(p.Name, child.Key, StringComparison.OrdinalIgnoreCase)) is { } property)
            {
                if (Value(property.PropertyType, child) is { } value)
                {
                    property.SetValue(target, value);
                }
            }
            else if (!Contains(leave, child.Key))
            {
                Complain(child.Path, $"there is no such setting. Known here: {string.Join(", ", properties.Select(p => JsonName(p.Name)))}");
            }
        }

        Annotated(target, section.Path, properties);
    }

    private object? Value(Type type, IConfigurationSection section)
    {
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        if (wanted.IsGenericType && wanted.GetGenericTypeDefinition() == typeof(List<>))
        {
            return ListOf(wanted.GetGenericArguments()[0], section);
        }

        if (wanted == typeof(string) || wanted.IsValueType || wanted == typeof(Uri))
        {
            return Scalar(wanted, section);
        }

        var nested = Activator.CreateInstance(wanted)!;
        Fill(nested, section);
        return nested;
    }

    private IList? ListOf(Type item, IConfigurationSection section)
    {
        if (section.Value is { Length: > 0 })
        {
            Complain(section.Path, "must be a list");
            return null;
        }

        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        foreach (var child in section.GetChildren())
        {
            if (Value(item, child) is { } value)
            {
                list.Add(value);
            }
        }

        return list;
    }

    private object? Scalar(Type type, IConfigurationSection section)
    {
        if (section.Value is not { } text || section.GetChildren().Any())
        {
            if (section.GetChildren().Any())
            {
                Complain(section.Path, $"must be {Named(type)}, not an object or a list");
            }

            return null;
        }

        if (type == typeof(string))
        {
            if (BrokenText.Any(mark => text.Contains(mark, StringComparison.Ordinal)))
            {
                Complain(section.Path, "holds broken characters (\uFFFD or what becomes of them): write it again, and save it as UTF-8");
            }

            return text;
        }

        if (type == typeof(Uri))
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : Wrong(type, section);
        }

        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, text);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return Wrong(type, section);
        }
    }

    private object? Wrong(Type type, IConfigurationSection section)
    {
        Complain(section.Path, $"must be {Named(type)}");
        return null;
    }

    private void Annotated(object target, string path, List<PropertyInfo> properties)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(target, new ValidationContext(target), results, validateAllProperties: true);
        foreach (var result in results)
        {
            var member = result.MemberNames.FirstOrDefault();
            var known = properties.Any(p => string.Equals(p.Name, member, StringComparison.Ordinal));
            Complain(known ? $"{path}:{JsonName(member!)}" : path, result.ErrorMessage ?? "is wrong");
        }
    }

    /// <summary>An error that begins with a configuration path (<c>Funnel:WeCom:Secret</c>), with the path as it is written in the file.</summary>
    public static string AsWritten(string root, string error)
    {
        var end = error.IndexOf(' ', StringComparison.Ordinal);
        var path = (end < 0 ? error : error[..end]).TrimEnd(':');
        return path.StartsWith(root + ":", StringComparison.OrdinalIgnoreCase) ? Shown(root, path) + ": " + error[(end < 0 ? error.Length : end)..].Trim() : error;
    }

    private string Shown(string path) => Shown(root, path);

    /// <summary>The path as it is written in the file: <c>offers[0].reply</c>.</summary>
    private static string Shown(string root, string path)
    {
        var parts = path.StartsWith(root + ":", StringComparison.OrdinalIgnoreCase) ? path[(root.Length + 1)..].Split(':') : [path];
        return string.Concat(parts.Select((p, i) => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"[{p}]" : (i == 0 ? "" : ".") + JsonName(p)));
    }

    private static string JsonName(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];

    private static bool Contains(ReadOnlySpan<string> names, string name)
    {
        foreach (var one in names)
        {
            if (string.Equals(one, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string Named(Type type) => type switch
    {
        _ when type == typeof(TimeSpan) => "a time span such as 00:00:30",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(Uri) => "an absolute address such as https://example.com/",
        _ when type == typeof(string) => "a text",
        { IsEnum: true } => "one of " + string.Join(", ", Enum.GetNames(type)),
        _ => "a number",
    };
}
