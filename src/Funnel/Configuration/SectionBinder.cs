using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Funnel.Configuration.Rules;
using Microsoft.Extensions.Configuration;

namespace Funnel.Configuration;

/// <summary>A name in a section that its options type does not have.</summary>
/// <param name="Path">Inside section <c>Funnel</c>.</param>
internal sealed record UnknownSetting(string Path, string Key, IReadOnlyList<string> Known);

/// <summary>
/// Fills options from a section and notes every mistake: values of the wrong kind, unknown names, and what the annotations forbid. The standard binder
/// stops at the first and passes unknown names over.
/// </summary>
/// <param name="root">Where section <c>Funnel</c> stands, and beside it what has names of one word.</param>
/// <param name="complain">Gets the path inside section <c>Funnel</c>, and what to do.</param>
internal sealed class SectionBinder(IConfiguration root, Action<string, string> complain, Action<UnknownSetting> unknown)
{
    /// <summary>What stands where somebody read text in the wrong encoding and saved it: the mark itself, and that mark read as GBK. People would see it.</summary>
    private static readonly string[] BrokenText = ["\uFFFD", "锟斤拷"];

    public void Fill(object target, IConfigurationSection section, string path)
    {
        var properties = target.GetType().Settings();
        if (section.Value is { Length: > 0 } text)
        {
            complain(path, "must be an object with names and values" + SettingRules.Found(text));
            return;
        }

        var unread = new HashSet<PropertyInfo>();
        foreach (var child in section.GetChildren())
        {
            var at = SettingPath.Join(path, child.Key);
            if (properties.FirstOrDefault(p => string.Equals(p.Name, child.Key, StringComparison.OrdinalIgnoreCase)) is not { } property)
            {
                unknown(new(at, child.Key, [.. properties.Select(p => SettingPath.Key(p.Name))]));
            }
            else if (property.GetCustomAttribute<StandsAsAttribute>() is { } elsewhere)
            {
                Misplaced(property.GetValue(target), child, at, elsewhere);
            }
            else if (!Set(target, property, child, at))
            {
                unread.Add(property);
            }
        }

        foreach (var (property, name) in properties.Select(p => (p, p.GetCustomAttribute<StandsAsAttribute>()?.Name)).Where(p => p.Name is not null))
        {
            Set(target, property, root.GetSection(name!), SettingPath.Join(path, property.Name));
        }

        Check(target, path, [.. properties.Except(unread)]);
    }

    private static string NotPlain(string wanted) => $"must be {wanted}, not an object or a list";

    private void Misplaced(object? example, IConfigurationSection child, string path, StandsAsAttribute elsewhere) => complain(path, child.GetChildren().Any()
        ? NotPlain($"{elsewhere.What} such as \"{example}\"")
        : $"is called {elsewhere.Name} now. Set {elsewhere.Name} and delete {SettingPath.Variable(path)}");

    /// <returns>False when there is something that cannot be read.</returns>
    private bool Set(object target, PropertyInfo property, IConfigurationSection section, string path)
    {
        var (isRead, value) = Value(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, section, path);
        if (value is not null)
        {
            property.SetValue(target, value);
        }

        return isRead;
    }

    private (bool IsRead, object? Value) Value(Type type, IConfigurationSection section, string path)
    {
        if (SettingType.Item(type) is { } item)
        {
            return ListOf(item, section, path);
        }

        if (SettingType.IsScalar(type))
        {
            return Scalar(type, section, path);
        }

        var nested = Activator.CreateInstance(type)!;
        Fill(nested, section, path);
        return (true, nested);
    }

    private (bool IsRead, IList? Value) ListOf(Type item, IConfigurationSection section, string path)
    {
        if (section.Value is { Length: > 0 } text)
        {
            complain(path, "must be a list" + SettingRules.Found(text));
            return (false, null);
        }

        var (list, isRead) = ((IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!, true);
        foreach (var child in section.GetChildren())
        {
            var read = Value(item, child, SettingPath.Join(path, child.Key));
            isRead &= read.IsRead;
            _ = read.Value is null ? 0 : list.Add(read.Value);
        }

        return (isRead, list);
    }

    private (bool IsRead, object? Value) Scalar(Type type, IConfigurationSection section, string path)
    {
        if (section.GetChildren().Any())
        {
            complain(path, NotPlain(SettingType.Named(type)));
            return (false, null);
        }

        // Where settings are variables, one that is left empty is one that is not set.
        if (section.Value is not { } text || (type != typeof(string) && string.IsNullOrWhiteSpace(text)))
        {
            return (true, null);
        }

        if (type == typeof(string) && BrokenText.Any(mark => text.Contains(mark, StringComparison.Ordinal)))
        {
            complain(path, "holds broken characters (\uFFFD or what becomes of them): write it again, and save it as UTF-8");
        }

        var value = SettingType.Parse(type, text);
        if (value is null)
        {
            complain(path, $"must be {SettingType.Named(type)}{SettingRules.Found(text)}");
        }

        return (value is not null, value);
    }

    private void Check(object target, string path, List<PropertyInfo> properties)
    {
        foreach (var property in properties)
        {
            foreach (var (under, what) in SettingRules.Broken(property, target))
            {
                complain(SettingPath.Join(path, property.Name) + under, what);
            }
        }

        foreach (var result in (target as IValidatableObject)?.Validate(new ValidationContext(target)) ?? [])
        {
            complain(result.MemberNames.FirstOrDefault() is { } member ? SettingPath.Join(path, member) : path, result.ErrorMessage ?? "is wrong");
        }
    }
}
